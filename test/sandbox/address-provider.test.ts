import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { post, start } from './harness.js';

/** What the provider answers, and what it was asked. */
let answer: { status?: number; body: unknown; location?: string };
let asked: string[] = [];

let provider: Server;
let upstream: Sandbox;
let sandbox: Sandbox;
let key: string;

beforeAll(async () => {
  provider = createServer(({ url }, response) => {
    asked.push(`${url}`);
    response.writeHead(answer.status ?? 200, { location: answer.location ?? '' });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  upstream = await start();
  sandbox = await start({
    upstream: { url: upstream.url, secretKey: upstream.secretKey },
    addressUrl: `${providerUrl()}/api?q={query}&country={country}`,
  });
  ({ key } = await sandbox.keys.create({ kind: 'publishable', livemode: true }));
});

beforeEach(() => {
  answer = { body: { features: [] } };
  asked = [];
});

afterAll(async () => {
  provider?.close();
  await sandbox?.close();
  await upstream?.close();
});

const providerUrl = () => `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;

const suggest = async (params: Record<string, string>, given?: string) => {
  const { status, json } = await post(sandbox, '/v1/elements/address_suggestions', params, {
    key: given ?? key,
  });
  expect(status).toBe(200);
  return json.data;
};

test('in live mode addresses come from the provider of the host, which gets what is typed and the country, and nothing else', async () => {
  const photon = {
    housenumber: '12',
    street: 'Musterstraße',
    city: 'Berlin',
    state: 'Berlin',
    postcode: '10115',
    countrycode: 'DE',
  };
  answer.body = { features: [{ properties: photon }] };
  expect(await suggest({ query: 'Musterstraße 12 & co', country: 'DE' })).toEqual([
    {
      line1: 'Musterstraße 12',
      line2: '',
      city: 'Berlin',
      state: 'Berlin',
      postal_code: '10115',
      country: 'DE',
    },
  ]);
  expect(asked).toEqual([`/api?q=${encodeURIComponent('Musterstraße 12 & co')}&country=DE`]);
});

test('a Pelias is understood too, and what is no street, or is of another country, is left out', async () => {
  const pelias = {
    housenumber: '30',
    street: 'West 26th Street',
    locality: 'New York',
    region: 'New York',
    region_a: 'NY',
    postalcode: '10010',
    country_code: 'US',
  };
  const others = [
    { name: 'West Virginia', country_code: 'US' },
    { ...pelias, country_code: 'CA' },
    { ...pelias, country_code: 5 },
    null,
  ];
  answer.body = { features: [...others.map((properties) => ({ properties })), null, { properties: pelias }] };
  expect(await suggest({ query: '30 w', country: 'us' })).toEqual([
    {
      line1: '30 West 26th Street',
      line2: '',
      city: 'New York',
      state: 'NY',
      postal_code: '10010',
      country: 'US',
    },
  ]);
});

test.each([
  ['fails', { status: 500, body: { features: [{ properties: { street: 'A', countrycode: 'DE' } }] } }],
  ['answers with no JSON', { body: '<html>' }],
  ['answers with another shape', { body: { features: { length: 1 } } }],
  ['leads elsewhere', { status: 302, body: '', location: 'https://example.com/' }],
])('a provider that %s suggests nothing, and stops no one', async (_, given) => {
  answer = given;
  expect(await suggest({ query: 'Musterstraße' })).toEqual([]);
  expect(asked).toHaveLength(1);
});

test('test mode asks no provider, and without one live mode asks nobody', async () => {
  expect(await suggest({ query: 'muster' }, sandbox.publishableKey)).toHaveLength(1);
  const without = await start({ upstream: { url: upstream.url, secretKey: upstream.secretKey } });
  const live = await without.keys.create({ kind: 'publishable', livemode: true });
  const { json } = await post(
    without,
    '/v1/elements/address_suggestions',
    { query: 'muster' },
    { key: live.key },
  );
  await without.close();
  expect(json).toEqual({ object: 'address_suggestions', livemode: true, data: [] });
  expect(asked).toEqual([]);
});

test.each([
  'photon.example/api?q={query}',
  'ftp://photon.example/{query}',
  'https://photon.example/api',
  'https://{query}',
])('an address that cannot be asked is refused at the start: %s', async (addressUrl) => {
  await expect(start({ addressUrl })).rejects.toThrow(/PAYFRAME_ADDRESS_URL.*\{query\}/);
});
