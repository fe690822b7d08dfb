import { sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { eventually, get, post, start, temporaryDirectory, withDatabase } from './harness.js';
import { eventsOf, officialClient, ownAccount, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const params = { amount: 2000, currency: 'usd', source: 'tok_visa' };

describe('a charge without an intent', () => {
  test('takes the money of a token, and says from which card', async () => {
    const charge = await stripe.charges.create({
      ...params,
      currency: 'USD',
      description: 'Order 6735',
      metadata: { order: '6735' },
      receipt_email: 'jenny@example.com',
      shipping: { name: 'Jenny Rosen', address: { line1: '1 Main Street' } },
      statement_descriptor_suffix: 'ORDER',
      transfer_group: 'group',
    });
    expect(charge).toMatchObject({
      object: 'charge',
      amount: 2000,
      amount_captured: 2000,
      captured: true,
      currency: 'usd',
      customer: null,
      description: 'Order 6735',
      metadata: { order: '6735' },
      outcome: { type: 'authorized' },
      paid: true,
      payment_intent: null,
      payment_method: expect.stringMatching(/^card_/),
      payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242' } },
      receipt_email: 'jenny@example.com',
      shipping: { name: 'Jenny Rosen' },
      status: 'succeeded',
      transfer_group: 'group',
    });
    expect(charge.source).toMatchObject({
      id: charge.payment_method,
      object: 'card',
      brand: 'Visa',
      customer: null,
      cvc_check: 'pass',
      fingerprint: charge.payment_method_details?.card?.fingerprint,
      funding: 'credit',
      last4: '4242',
    });
    expect(await stripe.charges.retrieve(charge.id)).toEqual(charge);
    expect(await eventsOf(stripe, charge.id)).toEqual(['charge.succeeded']);
  });

  test('is in the balance as that of an intent is, and is refunded the same', async () => {
    const shop = await ownAccount(sandbox);
    const charge = await shop.charges.create({ ...params, expand: ['balance_transaction'] });
    expect(charge.balance_transaction).toMatchObject({
      type: 'charge',
      amount: 2000,
      fee: 88,
      source: charge.id,
    });
    expect((await shop.balance.retrieve()).pending).toMatchObject([{ amount: 1912 }]);
    await shop.charges.create({ ...params, source: 'tok_bypassPending' });
    expect((await shop.balance.retrieve()).available).toMatchObject([{ amount: 1912 }]);
    const refund = await shop.refunds.create({ charge: charge.id, amount: 500 });
    expect(refund).toMatchObject({ charge: charge.id, payment_intent: null, status: 'succeeded' });
    expect(await shop.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 500, refunded: false });
    expect(await refusal(shop.refunds.create({ charge: charge.id, amount: 1501 }))).toMatchObject({
      param: 'amount',
    });
  });

  test('that is declined leaves a failed one, which the error names, and no money', async () => {
    const shop = await ownAccount(sandbox);
    const error = await refusal(
      shop.charges.create({ ...params, source: 'tok_chargeDeclinedInsufficientFunds' }),
    );
    expect(error).toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'insufficient_funds',
    });
    const { charge: id } = error.raw as { charge: string };
    expect(await shop.charges.retrieve(id)).toMatchObject({
      amount_captured: 0,
      balance_transaction: null,
      captured: false,
      failure_code: 'card_declined',
      paid: false,
      status: 'failed',
    });
    expect(await eventsOf(shop, id)).toEqual(['charge.failed']);
    expect((await shop.balance.retrieve()).pending).toMatchObject([{ amount: 0 }]);
    expect(await refusal(shop.charges.capture(id))).toMatchObject({ statusCode: 400 });
  });

  test.each([
    ['tok_chargeDeclined', { code: 'card_declined', decline_code: 'generic_decline' }],
    ['tok_chargeDeclinedExpiredCard', { code: 'expired_card' }],
    ['tok_chargeDeclinedFraudulent', { code: 'card_declined', decline_code: 'fraudulent' }],
    ['tok_visa_chargeDeclinedProcessingError', { code: 'processing_error' }],
    ['tok_chargeCustomerFail', { code: 'card_declined' }],
    // Its bank wants to ask the cardholder, and nobody is there.
    ['tok_threeDSecureRequired', { code: 'authentication_required' }],
  ])('of %s is declined', async (source, expected) => {
    expect(await refusal(stripe.charges.create({ ...params, source }))).toMatchObject({
      statusCode: 402,
      ...expected,
    });
  });

  test('of a token that stands for a dispute is disputed, and of a risky one says so', async () => {
    const disputed = await stripe.charges.create({ ...params, source: 'tok_createDispute' });
    expect(disputed.disputed).toBe(true);
    expect((await stripe.disputes.list({ charge: disputed.id })).data).toHaveLength(1);
    const risky = await stripe.charges.create({ ...params, source: 'tok_riskLevelElevated' });
    expect(risky.outcome?.risk_level).toBe('elevated');
  });

  test('uses a token up, which then neither pays nor is saved', async () => {
    const { id, card } = await stripe.tokens.create({
      card: {
        number: '4242424242424242',
        exp_month: '12',
        exp_year: '2034',
        address_zip: '94110',
        name: 'Jenny',
      },
    });
    const charge = await stripe.charges.create({ ...params, source: id });
    expect(charge.source).toMatchObject({
      id: card?.id,
      name: 'Jenny',
      address_zip: '94110',
      address_zip_check: 'pass',
    });
    expect(charge.billing_details).toMatchObject({ name: 'Jenny', address: { postal_code: '94110' } });
    const again = [
      () => stripe.charges.create({ ...params, source: id }),
      () => stripe.customers.create({ source: id }),
    ];
    for (const call of again) expect(await refusal(call())).toMatchObject({ code: 'token_already_used' });
    expect(
      await refusal(
        stripe.paymentMethods.attach(String(card?.id), { customer: (await stripe.customers.create()).id }),
      ),
    ).toMatchObject({
      statusCode: 400,
      param: 'payment_method',
    });
  });

  test('is reserved first, and captured in whole or in part, once', async () => {
    const reserve = () => stripe.charges.create({ ...params, capture: false });
    const whole = await reserve();
    expect(whole).toMatchObject({
      amount_captured: 0,
      balance_transaction: null,
      captured: false,
      paid: true,
    });
    expect(await stripe.charges.capture(whole.id)).toMatchObject({
      amount_captured: 2000,
      balance_transaction: expect.stringMatching(/^txn_/),
      captured: true,
    });
    expect(await refusal(stripe.charges.capture(whole.id))).toMatchObject({
      code: 'charge_already_captured',
    });
    expect(await eventsOf(stripe, whole.id)).toEqual(['charge.succeeded', 'charge.captured']);
    const part = await reserve();
    expect(await refusal(stripe.charges.capture(part.id, { amount: 2001 }))).toMatchObject({
      code: 'amount_too_large',
      param: 'amount',
    });
    const captured = await stripe.charges.capture(part.id, { amount: 1500, expand: ['balance_transaction'] });
    expect(captured).toMatchObject({
      amount: 2000,
      amount_captured: 1500,
      balance_transaction: { amount: 1500 },
    });
  });

  test('that was only reserved is released by a refund, whole, and moves no money', async () => {
    const shop = await ownAccount(sandbox);
    const { id } = await shop.charges.create({ ...params, capture: false });
    expect(await refusal(shop.refunds.create({ charge: id, amount: 500 }))).toMatchObject({
      code: 'charge_not_captured',
      param: 'amount',
    });
    expect(await shop.refunds.create({ charge: id })).toMatchObject({
      amount: 2000,
      balance_transaction: null,
    });
    expect(await shop.charges.retrieve(id)).toMatchObject({ amount_refunded: 2000, refunded: true });
    expect(await refusal(shop.refunds.create({ charge: id }))).toMatchObject({
      code: 'charge_already_refunded',
    });
    expect(await refusal(shop.charges.capture(id))).toMatchObject({ code: 'charge_already_refunded' });
    expect((await shop.balanceTransactions.list()).data).toEqual([]);
  });
});

describe('a customer is charged', () => {
  test('by the default source, or one of their own that is named', async () => {
    const customer = await stripe.customers.create({ source: 'tok_visa' });
    const other = await stripe.customers.createSource(customer.id, { source: 'tok_mastercard' });
    const byDefault = await stripe.charges.create({ amount: 2000, currency: 'usd', customer: customer.id });
    expect(byDefault).toMatchObject({
      customer: customer.id,
      payment_method: customer.default_source,
      source: { id: customer.default_source, customer: customer.id },
    });
    const named = await stripe.charges.create({ ...params, customer: customer.id, source: other.id });
    expect(named).toMatchObject({ payment_method: other.id, source: { brand: 'MasterCard' } });
    const again = await stripe.charges.create({ ...params, customer: customer.id, source: other.id });
    const { data } = await stripe.charges.list({ customer: customer.id });
    expect(data.map(({ id }) => id)).toEqual([again.id, named.id, byDefault.id]);
  });

  test('only by a source of theirs', async () => {
    const [{ id: customer }, stranger] = [
      await stripe.customers.create(),
      await stripe.customers.create({ source: 'tok_visa' }),
    ];
    expect(await refusal(stripe.charges.create({ amount: 2000, currency: 'usd', customer }))).toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code: 'missing',
    });
    for (const source of [String(stranger.default_source), 'tok_visa', 'card_none']) {
      expect(await refusal(stripe.charges.create({ ...params, customer, source }))).toMatchObject({
        statusCode: 400,
        code: 'missing',
        param: 'source',
      });
    }
    expect(
      await refusal(stripe.charges.create({ ...params, source: String(stranger.default_source) })),
    ).toMatchObject({
      statusCode: 400,
      param: 'source',
    });
    expect(await refusal(stripe.charges.create({ ...params, customer: 'cus_none' }))).toMatchObject({
      code: 'resource_missing',
      param: 'customer',
    });
  });
});

describe('a request for a charge is refused', () => {
  test.each([
    [{ amount: 49 }, { code: 'amount_too_small', param: 'amount' }],
    [{ amount: 100_000_000 }, { code: 'amount_too_large', param: 'amount' }],
    [{ amount: 0 }, { code: 'parameter_invalid_integer', param: 'amount' }],
    [{ amount: undefined }, { code: 'parameter_missing', param: 'amount' }],
    [{ currency: 'xxz' }, { param: 'currency' }],
    [{ source: undefined }, { code: 'parameter_missing', param: 'source' }],
    [{ source: 'tok_none' }, { code: 'resource_missing' }],
    [{ source: 'pm_card_visa' }, { param: 'source' }],
    [{ application_fee_amount: 100 }, { param: 'application_fee_amount' }],
    [{ transfer_data: { destination: 'acct_1' } }, { param: 'transfer_data[destination]' }],
    [{ on_behalf_of: 'acct_1' }, { param: 'on_behalf_of' }],
  ])('with %o', async (change, expected) => {
    const error = await refusal(stripe.charges.create({ ...params, ...change } as Stripe.ChargeCreateParams));
    expect(error).toMatchObject({ type: 'StripeInvalidRequestError', ...expected });
  });
});

describe('however often and whenever it arrives', () => {
  test('a charge is made once under one idempotency key, also where it is declined', async () => {
    const shop = await ownAccount(sandbox);
    const options = { idempotencyKey: 'charge' };
    const made = await Promise.all([1, 2, 3].map(() => shop.charges.create(params, options)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    const declined = async () =>
      (
        await refusal(
          shop.charges.create({ ...params, source: 'tok_chargeDeclined' }, { idempotencyKey: 'no' }),
        )
      ).raw;
    expect(await declined()).toMatchObject({ charge: ((await declined()) as { charge: string }).charge });
    expect((await shop.charges.list()).data).toHaveLength(2);
  });

  test('one token pays once, and one reserved charge is captured or released once', async () => {
    const shop = await ownAccount(sandbox);
    const { id: source } = await shop.tokens.create({
      card: { number: '4242424242424242', exp_month: '12', exp_year: '2034' },
    });
    const settled = async (calls: Promise<unknown>[]) =>
      (await Promise.allSettled(calls)).filter(({ status }) => status === 'fulfilled').length;
    expect(await settled([1, 2, 3, 4].map(() => shop.charges.create({ ...params, source })))).toBe(1);
    const { id } = await shop.charges.create({ ...params, capture: false });
    const capture = () => shop.charges.capture(id);
    const release = () => shop.refunds.create({ charge: id });
    const first = await Promise.allSettled([capture(), release(), capture(), release()]);
    const charge = await shop.charges.retrieve(id);
    const captures = first.filter(({ status }, at) => status === 'fulfilled' && at % 2 === 0).length;
    expect(captures).toBe(charge.captured ? 1 : 0);
    const sum = (await shop.balanceTransactions.list({ source: id })).data.length;
    expect(sum).toBe(captures);
    expect(charge.refunded || charge.captured).toBe(true);
  });
});

test('older integrations refund a charge by its own address', async () => {
  const { id } = await stripe.charges.create(params);
  const options = { key: sandbox.secretKey };
  const first = await post(sandbox, `/v1/charges/${id}/refunds`, { amount: '500' }, options);
  expect(first.json).toMatchObject({ object: 'refund', amount: 500, charge: id });
  const rest = await post(sandbox, `/v1/charges/${id}/refund`, {}, options);
  expect(rest.json).toMatchObject({ id, object: 'charge', amount_refunded: 2000, refunded: true });
  const none = await post(sandbox, `/v1/charges/${id}/refund`, {}, options);
  expect(none.json.error).toMatchObject({ code: 'charge_already_refunded' });
});

test('older integrations find what they know', async () => {
  const form = { amount: '2000', currency: 'usd', source: 'tok_visa', capture: 'True' };
  const headers = { 'Stripe-Version': '2018-11-08' };
  const { json } = await post(sandbox, '/v1/charges', form, { key: sandbox.secretKey, headers });
  expect(json).toMatchObject({
    invoice: null,
    paid: true,
    refunds: { data: [] },
    source: { object: 'card' },
  });
  expect(
    (await get(sandbox, `/v1/charges/${json.id}?expand[]=payment_method`)).json.payment_method,
  ).toMatchObject({
    id: json.source.id,
    object: 'payment_method',
    card: { last4: '4242' },
  });
});

describe('money that nobody captures in seven days', () => {
  test('is released, which cancels its intent, and can no longer be captured', async () => {
    const dataDir = temporaryDirectory();
    const before = await start({ memory: false, dataDir });
    const intent = await officialClient(before).paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      capture_method: 'manual',
      confirm: true,
      allowed_payment_method_types: ['card'],
    });
    await before.close();
    await withDatabase(dataDir, async (db) => {
      const { rows } = (await db.execute(
        sql`update due_work work set due_at = now() from due_work earlier
          where work.seq = earlier.seq and work.name = 'expire_charge'
          returning round(extract(epoch from earlier.due_at - earlier.created_at))::int as seconds`,
      )) as unknown as { rows: object[] };
      expect(rows).toEqual([{ seconds: 7 * 24 * 3600 }]);
    });
    const later = await start({ memory: false, dataDir });
    const client = officialClient(later);
    const ended = await eventually(
      () => client.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] }),
      ({ status }) => status === 'canceled',
    );
    expect(ended).toMatchObject({
      amount_capturable: 0,
      cancellation_reason: 'automatic',
      latest_charge: { amount_refunded: 2000, captured: false, refunded: true },
    });
    expect((await client.events.list({ type: 'charge.expired' })).data).toHaveLength(1);
    const capture = client.charges.capture((ended.latest_charge as Stripe.Charge).id);
    expect(await refusal(capture)).toMatchObject({ statusCode: 400, code: 'charge_expired_for_capture' });
    await later.close();
  });

  test('is released at once in a test that asks for it', async () => {
    const { id } = await stripe.charges.create({ ...params, capture: false });
    const expire = () => stripe.rawRequest('POST', `/v1/test_helpers/charges/${id}/expire`);
    expect(await expire()).toMatchObject({ amount_refunded: 2000, captured: false, refunded: true });
    expect(await refusal(stripe.charges.capture(id))).toMatchObject({ code: 'charge_expired_for_capture' });
    expect(await refusal(expire())).toMatchObject({ statusCode: 400 });
    expect(await eventsOf(stripe, id)).toEqual(['charge.succeeded', 'charge.expired']);
  });
});
