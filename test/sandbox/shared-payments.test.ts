/** Payments that a platform shares with a connected account: each cent is in the ledgers where the public guides put it. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { start } from './harness.js';
import { connectedAccount, eventsOf, officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

/** The platform, and a new account that is connected to it. */
async function marketplace(): Promise<{ platform: Stripe; seller: string; shop: Stripe }> {
  const { id: seller, client: shop } = await connectedAccount(sandbox);
  return { platform: stripe, seller, shop };
}

/** The rows of an account's ledger after the first so many, oldest first: type, amount, fee and net. */
async function rowsOf(client: Stripe, since: number): Promise<unknown[][]> {
  const { data } = await client.balanceTransactions.list({ limit: 100 });
  return data
    .slice(0, data.length - since)
    .reverse()
    .map(({ type, amount, fee, net }) => [type, amount, fee, net]);
}

const lengthOf = async (client: Stripe) =>
  (await client.balanceTransactions.list({ limit: 100 })).data.length;

const pay = (client: Stripe, more: Partial<Stripe.PaymentIntentCreateParams>) =>
  client.paymentIntents.create({
    amount: 10_000,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    allowed_payment_method_types: ['card'],
    confirm: true,
    expand: ['latest_charge'],
    ...more,
  });

const chargeOf = ({ latest_charge: charge }: Stripe.PaymentIntent) => charge as Stripe.Charge;

describe('a payment of 100.00 with a share of 10.00', () => {
  test('made by the account pays the platform a fee out of the account’s money', async () => {
    const { platform, seller, shop } = await marketplace();
    const before = await lengthOf(platform);
    const intent = await pay(shop, { application_fee_amount: 1000 });
    expect(await rowsOf(shop, 0)).toEqual([['charge', 10_000, 1320, 8680]]);
    expect(await rowsOf(platform, before)).toEqual([['application_fee', 1000, 0, 1000]]);
    const { id, application_fee: feeId, application_fee_amount, balance_transaction } = chargeOf(intent);
    expect(application_fee_amount).toBe(1000);
    const { fee_details } = await shop.balanceTransactions.retrieve(String(balance_transaction));
    expect(fee_details.map(({ type, amount }) => [type, amount])).toEqual([
      ['application_fee', 1000],
      ['stripe_fee', 320],
    ]);
    const fee = await platform.applicationFees.retrieve(String(feeId), { expand: ['charge', 'account'] });
    expect(fee).toMatchObject({
      amount: 1000,
      account: { id: seller },
      charge: { id, object: 'charge', amount: 10_000 },
      originating_transaction: null,
      refunded: false,
    });
    expect(await eventsOf(platform, fee.id)).toEqual(['application_fee.created']);
  });

  test('transferred whole comes back to the platform as a fee', async () => {
    const { platform, seller, shop } = await marketplace();
    const before = await lengthOf(platform);
    const intent = await pay(platform, {
      application_fee_amount: 1000,
      transfer_data: { destination: seller },
      on_behalf_of: seller,
    });
    expect(await rowsOf(platform, before)).toEqual([
      ['charge', 10_000, 320, 9680],
      ['transfer', -10_000, 0, -10_000],
      ['application_fee', 1000, 0, 1000],
    ]);
    expect(await rowsOf(shop, 0)).toEqual([['payment', 10_000, 1000, 9000]]);
    const charge = chargeOf(intent);
    expect(charge).toMatchObject({
      on_behalf_of: seller,
      transfer_data: { destination: seller, amount: null },
      transfer_group: `group_${intent.id}`,
    });
    const transfer = await platform.transfers.retrieve(String(charge.transfer), {
      expand: ['destination_payment', 'source_transaction'],
    });
    const payment = transfer.destination_payment as Stripe.Charge;
    expect(transfer).toMatchObject({
      amount: 10_000,
      source_transaction: { id: charge.id },
      transfer_group: `group_${intent.id}`,
    });
    expect(payment.id).toMatch(/^py_/);
    expect(payment).toMatchObject({
      amount: 10_000,
      application_fee: charge.application_fee,
      application_fee_amount: 1000,
      source_transfer: transfer.id,
      status: 'succeeded',
    });
    expect(await shop.charges.retrieve(payment.id)).toEqual(payment);
    expect(await eventsOf(shop, payment.id)).toEqual(['charge.succeeded']);
    expect(await platform.applicationFees.retrieve(String(charge.application_fee))).toMatchObject({
      charge: payment.id,
      originating_transaction: charge.id,
    });
    const again = await platform.charges.retrieve(charge.id, { expand: ['transfer', 'application_fee'] });
    expect(again.transfer).toMatchObject({ id: transfer.id, object: 'transfer' });
    expect(again.application_fee).toMatchObject({ object: 'application_fee', amount: 1000 });
  });

  test('transferred in part leaves the rest with the platform', async () => {
    const { platform, seller, shop } = await marketplace();
    const before = await lengthOf(platform);
    await pay(platform, { transfer_data: { destination: seller, amount: 9000 } });
    expect(await rowsOf(platform, before)).toEqual([
      ['charge', 10_000, 320, 9680],
      ['transfer', -9000, 0, -9000],
    ]);
    expect(await rowsOf(shop, 0)).toEqual([['payment', 9000, 0, 9000]]);
  });

  test('is shared in the same way by POST /v1/charges, with the parameters of older versions, too', async () => {
    const { platform, seller, shop } = await marketplace();
    const before = await lengthOf(platform);
    const charge = { amount: 10_000, currency: 'usd', source: 'tok_visa' };
    await platform.charges.create({
      ...charge,
      application_fee_amount: 1000,
      transfer_data: { destination: seller },
    });
    await platform.charges.create({ ...charge, destination: { account: seller, amount: 9000 } } as never);
    await shop.charges.create({ ...charge, application_fee: 1000 } as never);
    expect(await rowsOf(platform, before)).toEqual([
      ['charge', 10_000, 320, 9680],
      ['transfer', -10_000, 0, -10_000],
      ['application_fee', 1000, 0, 1000],
      ['charge', 10_000, 320, 9680],
      ['transfer', -9000, 0, -9000],
      ['application_fee', 1000, 0, 1000],
    ]);
    expect(await rowsOf(shop, 0)).toEqual([
      ['payment', 10_000, 1000, 9000],
      ['payment', 9000, 0, 9000],
      ['charge', 10_000, 1320, 8680],
    ]);
  });
});

describe('an object of the other account', () => {
  test('is expanded with what it names itself, from the platform’s side', async () => {
    const { platform, seller } = await marketplace();
    const { latest_charge } = await pay(platform, {
      application_fee_amount: 1000,
      transfer_data: { destination: seller },
    });
    const transfer = await platform.transfers.retrieve(String((latest_charge as Stripe.Charge).transfer), {
      expand: [
        'destination_payment.balance_transaction',
        'destination_payment.application_fee',
        'destination',
      ],
    });
    expect(transfer).toMatchObject({
      destination: { id: seller, object: 'account' },
      destination_payment: {
        application_fee: { object: 'application_fee', amount: 1000 },
        balance_transaction: { object: 'balance_transaction', type: 'payment', net: 9000 },
      },
    });
    const refund = await platform.refunds.create({
      charge: (latest_charge as Stripe.Charge).id,
      reverse_transfer: true,
      expand: ['transfer_reversal.destination_payment_refund.balance_transaction'],
    });
    expect(refund.transfer_reversal).toMatchObject({
      destination_payment_refund: { object: 'refund', balance_transaction: { type: 'payment_refund' } },
    });
    const reversal = await platform.transfers.retrieveReversal(
      transfer.id,
      (refund.transfer_reversal as Stripe.TransferReversal).id,
      { expand: ['destination_payment_refund.source_transfer_reversal.transfer'] },
    );
    expect(reversal).toMatchObject({
      destination_payment_refund: { source_transfer_reversal: { transfer: { id: transfer.id } } },
    });
  });

  test('is expanded for the platform that acts for the account, and stays an id for the account itself', async () => {
    const platform = officialClient(sandbox);
    const { id: seller, keys } = (await platform.rawRequest(
      'POST',
      '/v1/test_helpers/accounts',
    )) as unknown as {
      id: string;
      keys: { secret: string };
    };
    const shop = officialClient(sandbox, sandbox.secretKey, { stripeAccount: seller });
    const { latest_charge } = await pay(shop, { application_fee_amount: 1000 });
    const { id, application_fee: feeId } = latest_charge as Stripe.Charge;
    const expand = ['application_fee.balance_transaction', 'balance_transaction'];
    expect(await shop.charges.retrieve(id, { expand })).toMatchObject({
      application_fee: { id: feeId, balance_transaction: { type: 'application_fee', net: 1000 } },
      balance_transaction: { type: 'charge' },
    });
    const fee = await platform.applicationFees.retrieve(String(feeId), {
      expand: ['charge.balance_transaction', 'account'],
    });
    expect(fee).toMatchObject({
      account: { id: seller },
      charge: { id, balance_transaction: { net: 8680 } },
    });
    const own = officialClient(sandbox, keys.secret);
    expect(await own.charges.retrieve(id, { expand: ['application_fee'] })).toMatchObject({
      application_fee: feeId,
    });
  });
});

describe('a refund of 50.00', () => {
  test('brings back the transfer and the fee in proportion if it is told to', async () => {
    const { platform, seller, shop } = await marketplace();
    const intent = await pay(platform, {
      application_fee_amount: 1000,
      transfer_data: { destination: seller },
    });
    const [before, beforeShop] = [await lengthOf(platform), await lengthOf(shop)];
    const refund = await platform.refunds.create({
      payment_intent: intent.id,
      amount: 5000,
      refund_application_fee: true,
      reverse_transfer: true,
      expand: ['transfer_reversal'],
    });
    expect(await rowsOf(platform, before)).toEqual([
      ['refund', -5000, 0, -5000],
      ['transfer_refund', 5000, 0, 5000],
      ['application_fee_refund', -500, 0, -500],
    ]);
    expect(await rowsOf(shop, beforeShop)).toEqual([['payment_refund', -5000, -500, -4500]]);
    const reversal = refund.transfer_reversal as Stripe.TransferReversal;
    expect(reversal).toMatchObject({ amount: 5000, source_refund: refund.id });
    const returned = await shop.refunds.retrieve(String(reversal.destination_payment_refund));
    expect(returned.id).toMatch(/^pyr_/);
    expect(returned).toMatchObject({ amount: 5000, source_transfer_reversal: reversal.id });
    const fee = await platform.applicationFees.retrieve(String(chargeOf(intent).application_fee));
    expect(fee).toMatchObject({
      amount_refunded: 500,
      refunded: false,
      refunds: { data: [{ amount: 500 }] },
    });
    await platform.refunds.create({
      payment_intent: intent.id,
      refund_application_fee: true,
      reverse_transfer: true,
    });
    expect((await shop.balance.retrieve()).pending).toMatchObject([{ amount: 0 }]);
    expect(await platform.applicationFees.retrieve(fee.id)).toMatchObject({ refunded: true });
    expect(await platform.transfers.retrieve(String(chargeOf(intent).transfer))).toMatchObject({
      reversed: true,
    });
  });

  test('leaves the transfer and the fee as they are by default', async () => {
    const { platform, seller, shop } = await marketplace();
    const intent = await pay(platform, {
      application_fee_amount: 1000,
      transfer_data: { destination: seller },
    });
    const before = await lengthOf(platform);
    await platform.refunds.create({ payment_intent: intent.id, amount: 5000 });
    expect(await rowsOf(platform, before)).toEqual([['refund', -5000, 0, -5000]]);
    expect(await lengthOf(shop)).toBe(1);
    await platform.refunds.create({ payment_intent: intent.id, amount: 2000, refund_application_fee: true });
    expect((await rowsOf(platform, before)).slice(1)).toEqual([
      ['refund', -2000, 0, -2000],
      ['application_fee_refund', -200, 0, -200],
    ]);
    expect(await rowsOf(shop, 1)).toEqual([['adjustment', 200, 0, 200]]);
  });

  test('of the account’s own charge gives the account its part of the fee', async () => {
    const { platform, shop } = await marketplace();
    const intent = await pay(shop, { application_fee_amount: 1000 });
    const before = await lengthOf(platform);
    await shop.refunds.create({ payment_intent: intent.id, amount: 5000, refund_application_fee: true });
    expect(await rowsOf(shop, 1)).toEqual([['refund', -5000, -500, -4500]]);
    expect(await rowsOf(platform, before)).toEqual([['application_fee_refund', -500, 0, -500]]);
    expect(
      await refusal(shop.refunds.create({ payment_intent: intent.id, reverse_transfer: true })),
    ).toMatchObject({ statusCode: 400, param: 'reverse_transfer' });
  });

  test('in parts that do not divide the fee gives all of it back', async () => {
    const { platform, shop } = await marketplace();
    const intent = await pay(shop, { amount: 1000, application_fee_amount: 100 });
    for (const amount of [333, 333, 334])
      await shop.refunds.create({ payment_intent: intent.id, amount, refund_application_fee: true });
    expect((await shop.charges.retrieve(chargeOf(intent).id)).refunded).toBe(true);
    const fee = await platform.applicationFees.retrieve(String(chargeOf(intent).application_fee));
    expect(fee.refunds.data.map(({ amount }) => amount)).toEqual([34, 33, 33]);
    expect(fee.refunded).toBe(true);
  });
});

describe('a payment that is captured later', () => {
  test('is shared when it is captured, by what the capture says', async () => {
    const { platform, seller, shop } = await marketplace();
    const before = await lengthOf(platform);
    const intent = await pay(platform, {
      capture_method: 'manual',
      application_fee_amount: 1000,
      transfer_data: { destination: seller },
    });
    expect(chargeOf(intent)).toMatchObject({ application_fee: null, application_fee_amount: 1000 });
    expect(await lengthOf(platform)).toBe(before);
    expect(
      await refusal(platform.paymentIntents.capture(intent.id, { amount_to_capture: 800 })),
    ).toMatchObject({ statusCode: 400, param: 'application_fee_amount' });
    await platform.paymentIntents.capture(intent.id, {
      amount_to_capture: 6000,
      application_fee_amount: 600,
    });
    expect(await rowsOf(platform, before)).toEqual([
      ['charge', 6000, 204, 5796],
      ['transfer', -6000, 0, -6000],
      ['application_fee', 600, 0, 600],
    ]);
    expect(await rowsOf(shop, 0)).toEqual([['payment', 6000, 600, 5400]]);
    expect(await platform.charges.retrieve(chargeOf(intent).id)).toMatchObject({
      amount_captured: 6000,
      amount_refunded: 4000,
      application_fee_amount: 600,
      refunded: false,
    });
  });

  test('by a debit is shared when it has succeeded', async () => {
    const { platform, seller } = await marketplace();
    const before = await lengthOf(platform);
    const intent = await platform.paymentIntents.create({
      amount: 10_000,
      currency: 'eur',
      confirm: true,
      payment_method: 'pm_success_de',
      mandate_data: { customer_acceptance: { type: 'offline' } },
      allowed_payment_method_types: ['sepa_debit'],
      transfer_data: { destination: seller, amount: 9000 },
    });
    expect(intent.status).toBe('processing');
    expect(await lengthOf(platform)).toBe(before);
    await expect
      .poll(async () => (await platform.paymentIntents.retrieve(intent.id)).status, { timeout: 60_000 })
      .toBe('succeeded');
    expect(await rowsOf(platform, before)).toEqual([
      ['payment', 10_000, 320, 9680],
      ['transfer', -9000, 0, -9000],
    ]);
  });
});

test('a dispute takes the money of whoever made the charge', async () => {
  const { platform, seller, shop } = await marketplace();
  const before = await lengthOf(platform);
  await pay(platform, {
    payment_method: 'pm_card_createDispute',
    transfer_data: { destination: seller, amount: 9000 },
  });
  await pay(shop, { payment_method: 'pm_card_createDispute', application_fee_amount: 1000 });
  expect((await rowsOf(platform, before)).map(([type, , , net]) => [type, net])).toEqual([
    ['charge', 9680],
    ['transfer', -9000],
    ['adjustment', -11_500],
    ['application_fee', 1000],
  ]);
  expect((await rowsOf(shop, 0)).map(([type, , , net]) => [type, net])).toEqual([
    ['payment', 9000],
    ['charge', 8680],
    ['adjustment', -11_500],
  ]);
});

describe('a share is refused', () => {
  test.each([
    [
      'that nobody pays',
      { application_fee_amount: 100 },
      { code: 'application_fees_not_allowed', param: 'application_fee_amount' },
    ],
    [
      'to an account that is not connected',
      { transfer_data: { destination: 'acct_unknown' } },
      { code: 'resource_missing', param: 'transfer_data[destination]' },
    ],
    [
      'on behalf of an account that is not connected',
      { on_behalf_of: 'acct_unknown' },
      { code: 'resource_missing', param: 'on_behalf_of' },
    ],
  ])('%s', async (_, params, expected) => {
    expect(await refusal(pay(stripe, params))).toMatchObject({ statusCode: 400, ...expected });
    const charge = stripe.charges.create({ amount: 10_000, currency: 'usd', source: 'tok_visa', ...params });
    expect(await refusal(charge)).toMatchObject({ statusCode: 400, ...expected });
  });

  test('that is more than the payment, or is said in two ways', async () => {
    const { platform, seller } = await marketplace();
    const transfer_data = { destination: seller };
    expect(await refusal(pay(platform, { transfer_data, application_fee_amount: 10_001 }))).toMatchObject({
      param: 'application_fee_amount',
    });
    expect(
      await refusal(pay(platform, { transfer_data: { ...transfer_data, amount: 10_001 } })),
    ).toMatchObject({
      param: 'transfer_data[amount]',
    });
    expect(
      await refusal(
        pay(platform, { transfer_data: { ...transfer_data, amount: 9000 }, application_fee_amount: 1 }),
      ),
    ).toMatchObject({ code: 'parameters_exclusive' });
    const intent = await pay(platform, { transfer_data, application_fee_amount: 5000, confirm: false });
    expect(await refusal(platform.paymentIntents.update(intent.id, { amount: 4000 }))).toMatchObject({
      param: 'application_fee_amount',
    });
    expect(
      await platform.paymentIntents.update(intent.id, { amount: 4000, application_fee_amount: 400 }),
    ).toMatchObject({ amount: 4000, application_fee_amount: 400, transfer_data: { destination: seller } });
  });
});

test('a payment that is sent again under its key is shared once', async () => {
  const { platform, seller } = await marketplace();
  const before = await lengthOf(platform);
  const send = () =>
    platform.charges.create(
      { amount: 10_000, currency: 'usd', source: 'tok_visa', transfer_data: { destination: seller } },
      { idempotencyKey: `order-${before}-${seller}` },
    );
  const first = await send();
  expect((await send()).transfer).toBe(first.transfer);
  expect(await lengthOf(platform)).toBe(before + 2);
  expect((await platform.transfers.list({ destination: seller })).data).toHaveLength(1);
});
