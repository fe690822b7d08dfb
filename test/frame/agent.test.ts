import { describe, expect, test, vi } from 'vitest';
import { createAgentCalls } from '../../src/frame/agent/calls.js';
import type { CallMethod, JsonObject } from '../../src/wire/index.js';

const secret = 'pi_1_secret_abc';
const send = vi.fn(async () => ({ value: { id: 'x_1' } }));
const answer = createAgentCalls(send, async () => ({ value: {} }));

/** Makes a call without an Element, and returns the request that it sent, if any, and its answer. */
async function made(method: CallMethod, params: JsonObject) {
  send.mockClear();
  const outcome = await answer({ type: 'call', id: 1, method, params, agent: 'payframe/1' });
  return { request: send.mock.calls.at(0)?.at(0) as unknown, outcome };
}

describe.each([
  ['createPaymentMethod', (data: JsonObject) => data, (data: JsonObject) => data],
  [
    'confirm',
    (data: JsonObject) => ({ client_secret: secret, payment_method: data }),
    (data: JsonObject) => ({ client_secret: secret, payment_method_data: data, use_stripe_sdk: true }),
  ],
] as const)('%s without an Element', (method, params, sent) => {
  test.each<[string, JsonObject]>([
    ["a card's token", { type: 'card', card: { token: 'tok_visa' }, metadata: { a: 'b' } }],
    ['a bank', { type: 'ideal', ideal: { bank: 'rabobank' }, billing_details: { name: 'Jenny' } }],
    ['no own data', { type: 'klarna', billing_details: { address: { country: 'DE' } } }],
    ['a type that it does not know', { type: 'brand_new' }],
  ])('sends the data with %s', async (_, data) => {
    const { request } = await made(method, params(data));
    const own = { [`${data.type}`]: {}, ...data };
    expect(request).toMatchObject({ params: sent(own) });
  });

  test.each<[string, JsonObject, string]>([
    [
      'a card number',
      { type: 'card', card: { token: 'tok_visa', number: '4242424242424242' } },
      'card[number]',
    ],
    [
      'an account number',
      { type: 'us_bank_account', us_bank_account: { account_number: '000123456789' } },
      'us_bank_account[account_number]',
    ],
    ['an IBAN', { type: 'ideal', ideal: { iban: 'DE89370400440532013000' } }, 'ideal[iban]'],
    ['a bank that is no text', { type: 'ideal', ideal: { bank: { number: '4242' } } }, 'ideal[bank]'],
    [
      'a name of an object',
      { type: 'constructor', constructor: { name: 'x' } } as never,
      'constructor[name]',
    ],
  ])('refuses %s, which it names without its value, and sends nothing', async (_, data, param) => {
    const { request, outcome } = await made(method, params(data));
    expect(request).toBeUndefined();
    expect(outcome).toMatchObject({ error: { code: 'parameter_unknown', param } });
    expect(JSON.stringify(outcome)).not.toMatch(/4242|000123|DE89/);
  });
});

describe('a token of what a page has itself', () => {
  test.each(['account', 'bank_account', 'person', 'pii'])('is sent for the type %s', async (type) => {
    const params = { [type]: { any: 'text' } };
    expect((await made('createToken', params)).request).toEqual({ path: '/v1/tokens', params });
  });

  test.each<[string, JsonObject, object]>([
    ['card', { card: { number: '4242424242424242' } }, { code: 'method_not_available', param: 'tokenType' }],
    ['cvc_update', { cvc_update: { cvc: '123' } }, { code: 'method_not_available' }],
    ['constructor', { constructor: {} } as never, { code: 'method_not_available' }],
    ['no type', {}, { code: 'method_not_available' }],
    ['account without data', { account: null }, { code: 'parameter_missing', param: 'account' }],
    ['pii that is a text', { pii: '000000000' }, { code: 'parameter_missing', param: 'pii' }],
  ])('is refused for %s, and nothing is sent', async (_, params, error) => {
    const { request, outcome } = await made('createToken', params);
    expect(request).toBeUndefined();
    expect(outcome).toMatchObject({ error });
    expect(JSON.stringify(outcome)).not.toMatch(/4242|123|0000/);
  });
});

test('a confirm with a saved PaymentMethod, or with that of the intent, sends no data of one', async () => {
  const given: JsonObject[] = [{ payment_method: 'pm_1' }, {}];
  for (const method of given) {
    const { request } = await made('confirm', { client_secret: secret, ...method });
    expect(request).toEqual({
      path: '/v1/payment_intents/pi_1/confirm',
      params: { client_secret: secret, use_stripe_sdk: true, ...method },
    });
  }
});

test('deposits are verified by their amounts or by their code, with nothing else of the page', async () => {
  const found: JsonObject[] = [{ amounts: [32, 45] }, { descriptor_code: 'SM11AA' }];
  for (const data of found) {
    const { request } = await made('verifyMicrodeposits', { client_secret: secret, attempt: 'a', ...data });
    expect(request).toEqual({
      path: '/v1/payment_intents/pi_1/verify_microdeposits',
      params: { client_secret: secret, amounts: null, descriptor_code: null, ...data },
    });
  }
  expect((await made('verifyMicrodeposits', { client_secret: 'x' })).outcome).toMatchObject({
    error: { code: 'invalid_client_secret' },
  });
});
