/** The recipe "add a payment method" of docs/architecture.md: `recipe/tally` is the folder. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { openApi } from '../../scripts/openapi.js';
import { get, post, start } from './harness.js';

// The files of a worker share their modules: this one has its own, and leaves none of them behind.
vi.hoisted(() => vi.resetModules());
afterAll(() => {
  vi.doUnmock('../../sandbox/src/methods/registry.js');
  vi.resetModules();
});

/** The one line: the registry with the new type. */
vi.mock('../../sandbox/src/methods/registry.js', async (original) => {
  const { methods } = await original<typeof import('../../sandbox/src/methods/registry.js')>();
  const { createMethods } = await import('../../sandbox/src/methods/methods.js');
  const { tally } = await import('./recipe/tally/method.js');
  return { methods: createMethods<string>([...methods.all, tally]) };
});

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start({ memory: true });
});
afterAll(() => sandbox.close());

const send = (path: string, params: Record<string, string>) =>
  post(sandbox, path, new URLSearchParams(params).toString(), { key: sandbox.secretKey });

const OPEN = { type: 'tally', 'tally[number]': '7000001', 'billing_details[name]': 'Ada' };
const PAYMENT = { amount: '1000', currency: 'gbp', 'payment_method_types[]': 'tally' };

test('a payment method of a new type is made, shown, listed and refused for what it lacks', async () => {
  const { json: made } = await send('/v1/payment_methods', OPEN);
  expect(made).toMatchObject({ type: 'tally', tally: { last4: '0001' }, billing_details: { name: 'Ada' } });
  expect((await get(sandbox, `/v1/payment_methods/${made.id}`)).json).toEqual(made);
  const { json: list } = await get(sandbox, '/v1/payment_methods?type=tally');
  expect(list.data).toEqual([made]);
  const nameless = await send('/v1/payment_methods', { type: 'tally', 'tally[number]': '7000001' });
  expect(nameless.json.error).toMatchObject({ code: 'parameter_missing', param: 'billing_details[name]' });
  const unknown = await send('/v1/payment_methods', { ...OPEN, 'tally[number]': '7000009' });
  expect(unknown.json.error).toMatchObject({ param: 'tally[number]' });
});

test('a payment by a new type is made, confirmed, shown and refunded', async () => {
  const { json: method } = await send('/v1/payment_methods', OPEN);
  const { json: intent } = await send('/v1/payment_intents', PAYMENT);
  const path = `/v1/payment_intents/${intent.id}`;
  const confirmed = await send(`${path}/confirm`, { payment_method: method.id });
  expect(confirmed.json).toMatchObject({ status: 'succeeded', amount_received: 1000 });
  const { json: shown } = await get(sandbox, `${path}?expand[]=latest_charge`);
  expect(shown.latest_charge).toMatchObject({
    paid: true,
    payment_method: method.id,
    payment_method_details: { type: 'tally', tally: { last4: '0001' } },
  });
  const { json: transaction } = await get(
    sandbox,
    `/v1/balance_transactions/${shown.latest_charge.balance_transaction}`,
  );
  expect(transaction).toMatchObject({ type: 'payment', amount: 1000 });
  const { json: refund } = await send('/v1/refunds', { payment_intent: intent.id });
  expect(refund).toMatchObject({ amount: 1000, status: 'succeeded' });
  const { json: charge } = await get(sandbox, `/v1/charges/${shown.latest_charge.id}`);
  expect(charge).toMatchObject({ amount_refunded: 1000, refunded: true });
});

test('a payment by a new type fails as its definition says', async () => {
  const { json } = await send('/v1/payment_intents', {
    ...PAYMENT,
    confirm: 'true',
    'payment_method_data[type]': 'tally',
    'payment_method_data[tally][number]': '7000002',
    'payment_method_data[billing_details][name]': 'Ada',
  });
  expect(json.error).toMatchObject({
    code: 'charge_exceeds_source_limit',
    message: 'The tally is full.',
    payment_intent: { status: 'requires_payment_method' },
    payment_method: { type: 'tally', tally: { last4: '0002' } },
  });
});

test('a new type is offered in its currencies only', async () => {
  const offered = async (currency: string) =>
    (await send('/v1/payment_intents', { amount: '1000', currency })).json.payment_method_types;
  expect(await offered('gbp')).toEqual(expect.arrayContaining(['card', 'tally']));
  expect(await offered('eur')).toEqual(expect.arrayContaining(['card', 'sepa_debit', 'tally']));
  expect(await offered('usd')).toContain('card');
  expect(await offered('usd')).not.toContain('tally');
});

test('a new type is set up and saved with a customer', async () => {
  const { json: customer } = await send('/v1/customers', { name: 'Ada' });
  const { json: intent } = await send('/v1/setup_intents', {
    customer: customer.id,
    confirm: 'true',
    payment_method: 'pm_tally_open',
    'payment_method_types[]': 'tally',
  });
  expect(intent.status).toBe('succeeded');
  const { json: attempts } = await get(sandbox, `/v1/setup_attempts?setup_intent=${intent.id}`);
  expect(attempts.data[0].payment_method_details).toEqual({ type: 'tally', tally: { last4: '0001' } });
  const { json: saved } = await get(sandbox, `/v1/customers/${customer.id}/payment_methods`);
  expect(saved.data).toMatchObject([{ id: intent.payment_method, type: 'tally', customer: customer.id }]);
});

test('a new type is in the description of the API', () => {
  const { components, paths } = JSON.parse(openApi());
  expect(JSON.stringify(paths['/v1/payment_methods'].post)).toContain('/schemas/payment_method_data"');
  expect(JSON.stringify(components.schemas.payment_method_data)).toContain('"tally"');
});
