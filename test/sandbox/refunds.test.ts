import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { eventually, start } from './harness.js';
import { eventsOf, officialClient } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const pay = (method: string, amount = 2000, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    amount,
    currency: 'usd',
    payment_method: method,
    allowed_payment_method_types: ['card'],
    confirm: true,
    ...more,
  });

const chargeOf = async ({ latest_charge }: Stripe.PaymentIntent) =>
  stripe.charges.retrieve(String(latest_charge));

describe.concurrent('a refund', () => {
  test('of a whole payment gives all of it back, and says so in the ledger and the charge', async () => {
    const intent = await pay('pm_card_visa');
    const refund = await stripe.refunds.create({ payment_intent: intent.id, metadata: { order: '6735' } });
    expect(refund).toMatchObject({
      amount: 2000,
      status: 'succeeded',
      reason: null,
      metadata: { order: '6735' },
    });
    expect(await chargeOf(intent)).toMatchObject({ refunded: true, amount_refunded: 2000 });
    const entry = await stripe.balanceTransactions.retrieve(String(refund.balance_transaction));
    expect(entry).toMatchObject({ type: 'refund', amount: -2000, fee: 0, net: -2000, source: refund.id });
    expect(await stripe.refunds.retrieve(refund.id)).toEqual(refund);
    expect(await eventsOf(stripe, refund.id)).toContain('refund.created');
    expect(await eventsOf(stripe, String(intent.latest_charge))).toContain('charge.refunded');
  });

  test('can be made in parts, up to what was paid and no further', async () => {
    const intent = await pay('pm_card_visa', 1000);
    const charge = String(intent.latest_charge);
    await stripe.refunds.create({ charge, amount: 300, reason: 'requested_by_customer' });
    expect(await chargeOf(intent)).toMatchObject({ refunded: false, amount_refunded: 300 });
    await expect(stripe.refunds.create({ charge, amount: 701 })).rejects.toMatchObject({
      statusCode: 400,
      param: 'amount',
      message: 'Refund amount ($7.01) is greater than unrefunded amount on charge ($7.00)',
    });
    await stripe.refunds.create({ charge });
    await expect(stripe.refunds.create({ charge })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });
    const { data } = await stripe.refunds.list({ charge });
    expect(data.map(({ amount }) => amount)).toEqual([700, 300]);
    const expanded = await stripe.charges.retrieve(charge, { expand: ['refunds.data.balance_transaction'] });
    expect(expanded.refunds?.data.map(({ balance_transaction }) => balance_transaction)).toMatchObject([
      { net: -700 },
      { net: -300 },
    ]);
  });

  test('of all that was captured in part is a whole one', async () => {
    const { id } = await pay('pm_card_visa', 1000, { capture_method: 'manual' });
    const captured = await stripe.paymentIntents.capture(id, { amount_to_capture: 600 });
    expect(await chargeOf(captured)).toMatchObject({ refunded: false, amount_refunded: 400 });
    await stripe.refunds.create({ payment_intent: id, amount: 200 });
    expect(await chargeOf(captured)).toMatchObject({ refunded: false, amount_refunded: 600 });
    expect((await stripe.refunds.create({ payment_intent: id })).amount).toBe(400);
    expect(await chargeOf(captured)).toMatchObject({ refunded: true, amount_refunded: 1000 });
  });

  test('of two at once never gives back more than was paid', async () => {
    const intent = await pay('pm_card_visa', 1000);
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => stripe.refunds.create({ payment_intent: intent.id, amount: 400 })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect((await chargeOf(intent)).amount_refunded).toBe(800);
  });

  test('needs a payment that succeeded', async () => {
    const open = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd' });
    await expect(stripe.refunds.create({ payment_intent: open.id })).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
      param: 'payment_intent',
    });
    const reserved = await pay('pm_card_visa', 1000, { capture_method: 'manual' });
    await expect(stripe.refunds.create({ charge: String(reserved.latest_charge) })).rejects.toMatchObject({
      code: 'charge_not_captured',
    });
    await expect(stripe.refunds.create({})).rejects.toMatchObject({ code: 'parameter_missing' });
    await expect(stripe.refunds.create({ charge: 'ch_none' })).rejects.toMatchObject({
      code: 'resource_missing',
      param: 'charge',
    });
  });

  test('to a card that takes its time is pending, and then succeeds', async () => {
    const intent = await pay('pm_card_pendingRefund');
    const refund = await stripe.refunds.create({ payment_intent: intent.id });
    expect(refund).toMatchObject({ status: 'pending', pending_reason: 'processing' });
    const settled = await eventually(
      () => stripe.refunds.retrieve(refund.id),
      ({ status }) => status !== 'pending',
    );
    expect(settled.status).toBe('succeeded');
    expect(settled).not.toHaveProperty('pending_reason');
  });

  test('that the issuer sends back fails, and the money is the account’s again', async () => {
    const intent = await pay('pm_card_refundFail');
    const refund = await stripe.refunds.create({ payment_intent: intent.id });
    expect(refund.status).toBe('succeeded');
    const settled = await eventually(
      () => stripe.refunds.retrieve(refund.id),
      ({ status }) => status === 'failed',
    );
    const expand = ['failure_balance_transaction'];
    expect(await stripe.refunds.retrieve(settled.id, { expand })).toMatchObject({
      failure_reason: 'expired_or_canceled_card',
      failure_balance_transaction: { type: 'refund_failure', net: 2000 },
    });
    expect(await chargeOf(intent)).toMatchObject({ refunded: false, amount_refunded: 0 });
    expect(await eventsOf(stripe, refund.id)).toContain('refund.failed');
  });

  test('of a currency without a smaller unit counts whole units', async () => {
    const intent = await pay('pm_card_visa', 500, { currency: 'jpy' });
    await expect(stripe.refunds.create({ payment_intent: intent.id, amount: 501 })).rejects.toThrow(
      'Refund amount (¥501) is greater than charge amount (¥500)',
    );
    expect(await stripe.refunds.create({ payment_intent: intent.id, amount: 500 })).toMatchObject({
      amount: 500,
      currency: 'jpy',
    });
  });

  test('can be given metadata later, key by key', async () => {
    const intent = await pay('pm_card_visa');
    const { id } = await stripe.refunds.create({ payment_intent: intent.id, metadata: { a: '1', b: '2' } });
    const updated = await stripe.refunds.update(id, { metadata: { a: '', c: '3' } });
    expect(updated.metadata).toEqual({ b: '2', c: '3' });
  });
});

describe('the balance', () => {
  test('is the sum of its transactions, by currency and by when they can be used', async () => {
    const alone = await start();
    const client = officialClient(alone);
    const amounts = ['pm_card_visa', 'pm_card_bypassPending', 'pm_card_visa'];
    for (const [index, payment_method] of amounts.entries()) {
      await client.paymentIntents.create({
        amount: 1000 * (index + 1),
        currency: index === 2 ? 'eur' : 'usd',
        payment_method,
        allowed_payment_method_types: ['card'],
        confirm: true,
      });
    }
    const balance = await client.balance.retrieve();
    const { data } = await client.balanceTransactions.list({ limit: 100 });
    for (const part of ['available', 'pending'] as const) {
      for (const { currency, amount } of balance[part]) {
        const entries = data.filter((entry) => entry.currency === currency && entry.status === part);
        expect(amount).toBe(entries.reduce((sum, { net }) => sum + net, 0));
      }
    }
    // 1000 − 59 is on its way; 2000 − 88 is there.
    expect(balance.pending).toMatchObject([
      { currency: 'eur', amount: 3000 - 117 },
      { currency: 'usd', amount: 1000 - 59 },
    ]);
    expect(balance.available).toMatchObject([
      { currency: 'eur', amount: 0 },
      { currency: 'usd', amount: 2000 - 88 },
    ]);
    await alone.close();
  });
});
