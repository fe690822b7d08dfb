import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { start } from './harness.js';
import { eventsOf, officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

async function charged(params: Partial<Stripe.PaymentIntentCreateParams> = {}): Promise<Stripe.Charge> {
  const intent = await stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    confirm: true,
    payment_method: 'pm_card_visa',
    expand: ['latest_charge'],
    ...params,
  });
  return intent.latest_charge as Stripe.Charge;
}

describe('a charge', () => {
  test('has what its intent says of the payment', async () => {
    const { id: customer } = await stripe.customers.create();
    const charge = await charged({
      customer,
      description: 'Order 6735',
      metadata: { order: '6735' },
      receipt_email: 'jenny@example.com',
      shipping: { name: 'Jenny Rosen', address: { line1: '1 Main Street' } },
      statement_descriptor_suffix: 'ORDER',
      transfer_group: 'group',
    });
    expect(charge).toMatchObject({
      object: 'charge',
      calculated_statement_descriptor: 'PAYFRAME* ORDER',
      customer,
      description: 'Order 6735',
      metadata: { order: '6735' },
      outcome: { type: 'authorized', network_status: 'approved_by_network', risk_level: 'normal' },
      payment_method_details: {
        type: 'card',
        card: { brand: 'visa', last4: '4242', network: 'visa', fingerprint: expect.any(String) },
      },
      receipt_email: 'jenny@example.com',
      shipping: { name: 'Jenny Rosen', address: { line1: '1 Main Street' } },
      transfer_group: 'group',
    });
    expect(await stripe.charges.retrieve(charge.id)).toEqual(charge);
  });

  test('is updated without a change of its intent', async () => {
    const charge = await charged({ metadata: { order: '1' } });
    const updated = await stripe.charges.update(charge.id, {
      description: 'Delivered',
      fraud_details: { user_report: 'safe' },
      metadata: { parcel: '2' },
    });
    expect(updated).toMatchObject({
      description: 'Delivered',
      fraud_details: { user_report: 'safe' },
      metadata: { order: '1', parcel: '2' },
    });
    expect((await stripe.paymentIntents.retrieve(String(charge.payment_intent))).metadata).toEqual({
      order: '1',
    });
    expect(await eventsOf(stripe, charge.id)).toEqual(['charge.succeeded', 'charge.updated']);
  });

  test('names the network that the cardholder chose', async () => {
    const charge = await charged({
      payment_method: 'pm_card_visa_cartesBancaires',
      currency: 'eur',
    });
    expect(charge.payment_method_details?.card?.network).toBe('cartes_bancaires');
  });

  test('is listed by customer and by intent, newest first', async () => {
    const { id: customer } = await stripe.customers.create();
    const made = [await charged({ customer }), await charged({ customer }), await charged({ customer })];
    const { data } = await stripe.charges.list({ customer });
    expect(data.map(({ id }) => id)).toEqual(made.map(({ id }) => id).reverse());
    const payment_intent = String(made[1]?.payment_intent);
    expect((await stripe.charges.list({ payment_intent })).data).toEqual([made[1]]);
    const first = await stripe.charges.list({ customer, limit: 1 });
    const rest = await stripe.charges.list({ customer, starting_after: String(first.data[0]?.id) });
    expect(rest.data).toEqual(data.slice(1));
  });

  test('is captured by its own name, once', async () => {
    const charge = await charged({ capture_method: 'manual' });
    const captured = await stripe.charges.capture(charge.id, { amount: 600 });
    expect(captured).toMatchObject({ captured: true, amount_captured: 600 });
    const intent = await stripe.paymentIntents.retrieve(String(charge.payment_intent));
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 600 });
    expect(await refusal(stripe.charges.capture(charge.id))).toMatchObject({
      code: 'charge_already_captured',
      message: `Charge ${charge.id} has already been captured.`,
    });
  });

  test('is not there for another account, nor under another kind’s name', async () => {
    const charge = await charged();
    const { id: stripeAccount } = await stripe.accounts.create({ type: 'custom' });
    expect(await refusal(stripe.charges.retrieve(charge.id, {}, { stripeAccount }))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: `No such charge: '${charge.id}'`,
    });
    expect(await refusal(stripe.charges.update('ch_none', {}))).toMatchObject({ code: 'resource_missing' });
  });
});
