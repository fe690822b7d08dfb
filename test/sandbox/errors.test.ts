import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { type ErrorCode, errors, type KnownError } from '../../src/contract/errors.js';
import { CARD, keyOf, type Reply, send, start } from './harness.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await start();
});
afterAll(() => sandbox.close());

interface Provocation {
  method?: 'GET';
  path: string;
  key?: string;
  headers?: Record<string, string>;
  form?: Record<string, string>;
}

function provoke({ method, path, key = sandbox.secretKey, headers, form = {} }: Provocation): Promise<Reply> {
  return send(`${sandbox.url}${path}`, {
    method: method ?? 'POST',
    headers: {
      Authorization: `Bearer ${key}`,
      'Content-Type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    body: method ? '' : new URLSearchParams(form).toString(),
  });
}

const METHODS = '/v1/payment_methods';
const INTENTS = '/v1/payment_intents';
const card = (change: Record<string, string> = {}) => ({ type: 'card', ...CARD, ...change });
const intent = (change: Record<string, string> = {}) => ({ amount: '1000', currency: 'eur', ...change });
const debit = (iban: string) => ({
  type: 'sepa_debit',
  'sepa_debit[iban]': iban,
  'billing_details[name]': 'Jenny Rosen',
  'billing_details[email]': 'jenny@example.com',
});

const provocations: [ErrorCode, Provocation][] = [
  ['account_number_invalid', { path: METHODS, form: debit('DE00') }],
  ['amount_too_large', { path: INTENTS, form: intent({ amount: '99999999999' }) }],
  ['amount_too_small', { path: INTENTS, form: intent({ amount: '1' }) }],
  [
    'card_declined',
    { path: INTENTS, form: intent({ confirm: 'true', payment_method: 'pm_card_chargeDeclined' }) },
  ],
  [
    'expired_card',
    { path: INTENTS, form: intent({ confirm: 'true', payment_method: 'pm_card_chargeDeclinedExpiredCard' }) },
  ],
  ['incorrect_number', { path: METHODS, form: card({ 'card[number]': '4242424242424241' }) }],
  ['invalid_cvc', { path: METHODS, form: card({ 'card[cvc]': '1' }) }],
  ['invalid_expiry_month', { path: METHODS, form: card({ 'card[exp_month]': '13' }) }],
  ['invalid_expiry_year', { path: METHODS, form: card({ 'card[exp_year]': '1995' }) }],
  ['invalid_number', { path: METHODS, form: card({ 'card[number]': '4242' }) }],
  ['parameter_invalid_array', { path: INTENTS, form: intent({ payment_method_types: 'card' }) }],
  ['parameter_invalid_hash', { path: INTENTS, form: intent({ shipping: 'home' }) }],
  ['parameter_invalid_integer', { path: INTENTS, form: intent({ amount: 'ten' }) }],
  ['parameter_missing', { path: INTENTS, form: { currency: 'eur' } }],
  ['parameter_unknown', { path: INTENTS, form: intent({ colour: 'red' }) }],
  ['resource_missing', { path: `${INTENTS}/pi_nobody`, method: 'GET' }],
  ['url_invalid', { path: '/v1/webhook_endpoints', form: { url: 'nowhere', 'enabled_events[]': '*' } }],
];

const anchor = (docUrl: string) => new URL(docUrl).hash.slice(1);

describe('an error of the API', () => {
  test.each(provocations)('%s has the type and the status of the catalogue', async (code, provocation) => {
    const { status, json } = await provoke(provocation);
    const { types, status: known }: KnownError = errors[code];
    expect(json.error).toMatchObject({ code });
    expect(types).toContain(json.error.type);
    expect(known).toContain(status);
  });

  test.each([
    ['with a code', { path: INTENTS, form: intent({ amount: '1' }) }, 'amount_too_small'],
    [
      'that is kept for its idempotency key',
      { path: INTENTS, headers: { 'Idempotency-Key': 'one' } },
      'parameter_missing',
    ],
    [
      'that a route returns',
      { path: INTENTS, form: intent({ confirm: 'true', payment_method: 'pm_card_chargeDeclined' }) },
      'card_declined',
    ],
    ['of a key that nobody has', { path: INTENTS, key: keyOf('sk_test') }, 'invalid_request_error'],
    ['of an unknown path', { path: '/v1/nothing' }, 'invalid_request_error'],
  ] as [string, Provocation, string][])(
    '%s leads to its place on a page of the host',
    async (_, provocation, place) => {
      const { json } = await provoke(provocation);
      const { doc_url: docUrl } = json.error;
      expect(docUrl).toMatch(new RegExp(`^${sandbox.url}/`));
      expect(anchor(docUrl)).toBe(place);
      const page = await send(docUrl.split('#')[0]);
      expect(page.status).toBe(200);
      expect(page.headers['content-type']).toContain('text/html');
      expect(page.text).toContain(`id="${place}"`);
    },
  );

  test('leads to a page of HTTPS where a proxy speaks that', async () => {
    const { json } = await provoke({ path: INTENTS, headers: { 'X-Forwarded-Proto': 'https' } });
    expect(json.error.doc_url).toMatch(/^https:/);
  });
});

test('the page on errors has a place for each, what to do, and nothing that it could run or fetch', async () => {
  const { text, headers } = await send(`${sandbox.url}/docs/errors.html`);
  for (const [code, { text: meaning, todo, types }] of Object.entries<KnownError>(errors)) {
    expect(text).toContain(`<article id="${code}">`);
    for (const type of types) expect(text).toContain(`id="${type}"`);
    const [begin] = meaning.split('`');
    expect(text).toContain(begin);
    expect(text).toContain(todo.split('`')[0]);
  }
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(text).not.toMatch(/<script|https?:\/\/(?!pay\.example\.com)|\ssrc=/);
});
