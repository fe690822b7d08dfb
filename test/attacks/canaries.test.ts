/** The canaries: what should be nowhere would be found, were it there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoCanaries } from '../browser/canaries.js';
import { cards } from '../browser/checkout.js';
import { serve, type TestServer } from '../browser/servers.js';

const SECRET = ['sk', 'test', `${'Zz9Yy8Xx7Ww6'.repeat(2)}`].join('_');
const BROWSER = { 'user-agent': 'Mozilla/5.0', 'sec-fetch-site': 'same-origin' };

let server: TestServer;

beforeAll(async () => {
  server = await serve({ '/v1/tokens': 'ok', '/': 'ok' });
});

afterAll(() => server?.close());

const search = (...texts: string[]) => expectNoCanaries(texts, SECRET);

describe('in what a page shows', () => {
  test.each([
    cards.visa,
    cards.visa.replace(/(.{4})/g, '$1 '),
    cards.amex.split('').join('-'),
    `x%20${cards.visa.replace(/(.{4})/g, '$1%20')}`,
    `{"key":"${SECRET}"}`,
  ])('%s is found', (text) => {
    expect(() => search('nothing here', text)).toThrow('should be nowhere');
  });

  test('what is neither passes', () => {
    expect(() => search(cards.visa.slice(0, 12), 'sk_test_', '4242')).not.toThrow();
  });
});

describe('in a request of a browser', () => {
  const send = async (path: string, init: RequestInit = {}) => {
    await (await fetch(server.url + path, { ...init, headers: { ...BROWSER, ...init.headers } })).text();
  };

  test.each<[string, string, RequestInit]>([
    ['an address', `/?n=${cards.visa}`, {}],
    ['a header', '/', { headers: { 'x-note': SECRET } }],
    ['a body', '/', { method: 'POST', body: `n=${cards.visa}` }],
    [
      'a body from another site',
      '/v1/tokens',
      { method: 'POST', body: cards.visa, headers: { 'sec-fetch-site': 'cross-site' } },
    ],
  ])('%s with one is found', async (_, path, init) => {
    await send(path, init);
    expect(() => search()).toThrow('should be nowhere');
  });

  test('the one that carries a card to the API passes', async () => {
    await send('/v1/tokens', { method: 'POST', body: `card[number]=${cards.visa}` });
    expect(() => search()).not.toThrow();
  });
});
