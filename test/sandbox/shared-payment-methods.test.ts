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
    const copies = [];
    for (const order of ['1', '2'])
      copies.push(await shop.paymentMethods.create({ ...original, metadata: { order } }));
    const [copy, other] = copies as [Stripe.PaymentMethod, Stripe.PaymentMethod];
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
