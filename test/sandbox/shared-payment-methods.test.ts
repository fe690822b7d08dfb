/** Payment methods of a platform that it copies into its connected accounts, by the official client. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { start } from './harness.js';
import { connectedAccount, officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let platform: Stripe;
let shop: Stripe;
beforeAll(async () => {
  sandbox = await start();
  platform = officialClient(sandbox);
  shop = (await connectedAccount(sandbox)).client;
});
afterAll(() => sandbox.close());

/** A customer of the platform with a saved card. */
async function saved(card = 'pm_card_visa'): Promise<{ customer: string; payment_method: string }> {
  const { id: customer } = await platform.customers.create({ email: 'jenny@example.com' });
  const { id } = await platform.paymentMethods.attach(card, { customer });
  return { customer, payment_method: id };
}

const pay = (client: Stripe, payment_method: string, more: object = {}) =>
  client.paymentIntents.create({
    amount: 2000,
    currency: 'usd',
    payment_method,
    allowed_payment_method_types: ['card'],
    confirm: true,
    ...more,
  });

describe('a saved payment method of a platform', () => {
  test('is copied into an account, as often as it is asked, and pays there', async () => {
    const original = await saved();
    const copyFor = (order: string) => shop.paymentMethods.create({ ...original, metadata: { order } });
    const [copy, other] = [await copyFor('1'), await copyFor('2')];
    expect(copy.id).not.toBe(other.id);
    const { card } = await platform.paymentMethods.retrieve(original.payment_method);
    expect(copy).toMatchObject({
      card: { last4: card?.last4, fingerprint: card?.fingerprint },
      customer: null,
      metadata: { order: '1' },
      type: 'card',
    });
    expect((await pay(shop, copy.id)).status).toBe('succeeded');
    expect(await refusal(platform.paymentMethods.retrieve(copy.id))).toMatchObject({ statusCode: 404 });
    expect((await pay(platform, original.payment_method, { customer: original.customer })).status).toBe(
      'succeeded',
    );
  });

  test('is saved with a customer of the account, and behaves as it did', async () => {
    const copy = await shop.paymentMethods.create(await saved('pm_card_chargeCustomerFail'));
    const { id: customer } = await shop.customers.create();
    await shop.paymentMethods.attach(copy.id, { customer });
    expect(await refusal(pay(shop, copy.id, { customer }))).toMatchObject({ code: 'card_declined' });
  });

  test('needs its own customer', async () => {
    const original = await saved();
    const { customer } = await saved();
    const { payment_method } = original;
    const copy = (params: object) => refusal(shop.paymentMethods.create(params as typeof original));
    expect(await copy({ payment_method })).toMatchObject({ code: 'parameter_missing', param: 'customer' });
    expect(await copy({ customer, payment_method })).toMatchObject({
      code: 'resource_missing',
      param: 'customer',
    });
    expect(await copy({ customer, payment_method: 'pm_none' })).toMatchObject({
      statusCode: 404,
      param: 'payment_method',
    });
  });

  test('is copied only by a server, and only into another account', async () => {
    const original = await saved();
    expect(await refusal(platform.paymentMethods.create(original))).toMatchObject({
      statusCode: 400,
      param: 'payment_method',
    });
    const { id } = await platform.accounts.create({ type: 'standard' });
    const page = officialClient(sandbox, sandbox.publishableKey, { stripeAccount: id });
    expect(await refusal(page.paymentMethods.create(original))).toMatchObject({
      statusCode: 401,
      code: 'secret_key_required',
    });
    const { key } = await sandbox.keys.create({
      livemode: false,
      kind: 'restricted',
      permissions: { payment_methods: 'write' },
    });
    const restricted = officialClient(sandbox, key, { stripeAccount: id });
    expect(await refusal(restricted.paymentMethods.create(original))).toMatchObject({
      statusCode: 403,
      param: 'connect',
    });
  });
});

test('a payment method without a customer is copied once, and used up by that', async () => {
  const { id: payment_method } = await platform.paymentMethods.create({
    type: 'card',
    card: { token: 'tok_visa' },
  });
  const copy = await shop.paymentMethods.create({ payment_method });
  expect((await pay(shop, copy.id)).status).toBe('succeeded');
  const again = await refusal(shop.paymentMethods.create({ payment_method }));
  expect(again.message).toContain('shared with a connected account without Customer attachment');
  expect(await refusal(pay(platform, payment_method))).toMatchObject({ param: 'payment_method' });
});

describe('a token of a saved card of a platform', () => {
  test('pays in an account, by the customer’s default source or by another card', async () => {
    const { id: customer } = await platform.customers.create({ name: 'Jenny Rosen', source: 'tok_visa' });
    const second = await platform.customers.createSource(customer, { source: 'tok_mastercard' });
    const byDefault = await shop.tokens.create({ customer });
    expect(byDefault).toMatchObject({ card: { brand: 'Visa', last4: '4242' }, type: 'card', used: false });
    const charge = await shop.charges.create({ amount: 2000, currency: 'usd', source: byDefault.id });
    expect(charge).toMatchObject({ paid: true, source: { object: 'card', last4: '4242' } });
    const chosen = await shop.tokens.create({ card: second.id, customer } as Stripe.TokenCreateParams);
    expect(chosen.card).toMatchObject({ brand: 'MasterCard', last4: '4444' });
    expect(await refusal(platform.tokens.retrieve(chosen.id))).toMatchObject({ statusCode: 404 });
  });

  test('is of that customer, and for an account', async () => {
    const { customer, payment_method } = await saved();
    const { id: other } = await platform.customers.create();
    const create = (client: Stripe, params: object) =>
      refusal(client.tokens.create(params as Stripe.TokenCreateParams));
    expect(await create(shop, { customer: other })).toMatchObject({ statusCode: 400, param: 'card' });
    expect(await create(shop, { card: payment_method, customer: other })).toMatchObject({
      code: 'resource_missing',
      param: 'card',
    });
    expect(await create(platform, { card: payment_method, customer })).toMatchObject({ param: 'customer' });
    const page = officialClient(sandbox, sandbox.publishableKey);
    expect(await create(page, { card: payment_method, customer })).toMatchObject({
      code: 'secret_key_required',
    });
  });
});
