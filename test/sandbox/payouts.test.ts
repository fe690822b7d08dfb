/** Payouts of a platform and of its connected accounts, by the official client. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { shares } from '../thorough.js';
import { eventually, start } from './harness.js';
import { activeAccount, BANK_ACCOUNT, eventsOf, officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

/** A client of a new account that can be paid out, with money that can be used. */
const seller = async (amount: number, params: Stripe.AccountCreateParams = {}): Promise<Stripe> =>
  clientOf((await activeAccount(stripe, params)).id, amount);

async function clientOf(id: string, amount: number): Promise<Stripe> {
  const own = officialClient(sandbox, sandbox.secretKey, { stripeAccount: id });
  if (amount > 0) await own.charges.create({ amount, currency: 'usd', source: 'tok_bypassPending' });
  return own;
}

const usable = async (client: Stripe): Promise<number | undefined> =>
  (await client.balance.retrieve()).available.find(({ currency }) => currency === 'usd')?.amount;

const ended = (client: Stripe, id: string): Promise<Stripe.Payout> =>
  eventually(
    () => client.payouts.retrieve(id),
    ({ status }) => !['pending', 'in_transit'].includes(status),
  );

describe.concurrent('a payout', () => {
  test('takes money from the balance, and arrives', async () => {
    const client = await seller(10_000);
    const before = Number(await usable(client));
    const payout = await client.payouts.create({
      amount: 2500,
      currency: 'USD',
      description: 'Week 48',
      metadata: { week: '48' },
      statement_descriptor: 'ROCKET',
    });
    expect(payout).toMatchObject({
      object: 'payout',
      amount: 2500,
      automatic: false,
      currency: 'usd',
      description: 'Week 48',
      metadata: { week: '48' },
      method: 'standard',
      reconciliation_status: 'not_applicable',
      statement_descriptor: 'ROCKET',
      status: 'pending',
      type: 'bank_account',
    });
    expect(await usable(client)).toBe(before - 2500);
    const { balance_transaction, destination } = await client.payouts.retrieve(payout.id, {
      expand: ['balance_transaction', 'destination'],
    });
    expect(balance_transaction).toMatchObject({ type: 'payout', amount: -2500, fee: 0, source: payout.id });
    expect(destination).toMatchObject({ object: 'bank_account', last4: '6789' });
    expect(await ended(client, payout.id)).toMatchObject({ status: 'paid', failure_code: null });
    expect(await eventsOf(client, payout.id)).toEqual([
      'payout.created',
      'payout.updated',
      'payout.updated',
      'payout.paid',
    ]);
    expect(await usable(client)).toBe(before - 2500);
  });

  const FAILURES = [
    ['no_account', '000111111116'],
    ['account_closed', '000111111113'],
    ['insufficient_funds', '000222222227'],
    ['debit_not_authorized', '000333333335'],
    ['invalid_currency', '000444444440'],
  ] as const;
  for (const [rows, options] of shares(FAILURES, FAILURES.length))
    test.each(rows)(
      'that fails with %s gives the money back, and blocks the bank account until it is changed',
      options,
      async (code, account_number) => {
        const client = await seller(5000, { external_account: { ...BANK_ACCOUNT, account_number } });
        const before = await usable(client);
        const { id } = await client.payouts.create({ amount: 1000, currency: 'usd' });
        const failed = await ended(client, id);
        expect(failed).toMatchObject({ status: 'failed', failure_code: code });
        expect(failed.failure_message).toMatch(/\.$/);
        expect(await usable(client)).toBe(before);
        expect(
          await client.balanceTransactions.retrieve(String(failed.failure_balance_transaction)),
        ).toMatchObject({
          type: 'payout_failure',
          amount: 1000,
          source: id,
        });
        expect(await eventsOf(client, id)).toContain('payout.failed');
        const again = { amount: 1000, currency: 'usd' };
        expect(await refusal(client.payouts.create(again))).toMatchObject({ code: 'payouts_not_allowed' });
      },
    );

  test('to a bank account that an earlier one did not reach is refused, while another one takes it', async () => {
    const account_number = '000111111116';
    const { id } = await activeAccount(stripe, { external_account: { ...BANK_ACCOUNT, account_number } });
    const client = await clientOf(id, 5000);
    const first = await client.payouts.create({ amount: 1000, currency: 'usd' });
    await ended(client, first.id);
    const added = await stripe.accounts.createExternalAccount(id, { external_account: 'btok_us_verified' });
    const payOut = (destination: string) =>
      client.payouts.create({ amount: 1000, currency: 'usd', destination });
    expect(await refusal(payOut(String(first.destination)))).toMatchObject({
      code: 'bank_account_unusable',
      param: 'destination',
    });
    expect(await payOut(added.id)).toMatchObject({ status: 'pending', destination: added.id });
  });

  test('can be canceled while it is pending, and then its money is back', async () => {
    const client = await seller(5000);
    const before = await usable(client);
    const { id } = await client.payouts.create({ amount: 1000, currency: 'usd' });
    const canceled = await client.payouts.cancel(id);
    expect(canceled).toMatchObject({ status: 'canceled' });
    expect(await usable(client)).toBe(before);
    expect(await refusal(client.payouts.cancel(id))).toMatchObject({
      statusCode: 400,
      message: `Payout ${id} is canceled: only a pending payout can be canceled.`,
    });
    expect(await eventsOf(client, id)).toContain('payout.canceled');
  });

  test('can be reversed once it is paid, and only once', async () => {
    const client = await seller(5000);
    const before = await usable(client);
    const { id } = await client.payouts.create({ amount: 1000, currency: 'usd' });
    expect(await refusal(client.payouts.reverse(id))).toMatchObject({ statusCode: 400 });
    await ended(client, id);
    const reversal = await client.payouts.reverse(id, { metadata: { why: 'mistake' } });
    expect(reversal).toMatchObject({ amount: -1000, original_payout: id, metadata: { why: 'mistake' } });
    expect(await usable(client)).toBe(before);
    expect(await client.payouts.retrieve(id)).toMatchObject({ reversed_by: reversal.id });
    expect(await refusal(client.payouts.reverse(id))).toMatchObject({
      message: `Payout ${id} has already been reversed.`,
    });
    expect(await ended(client, reversal.id)).toMatchObject({ status: 'paid' });
  });

  test.each([
    [8000, 80],
    [1000, 50],
  ])('of %i that is instant costs one percent, and at least 50 cents: %i', async (amount, fee) => {
    const client = await seller(10_000);
    const before = Number(await usable(client));
    const { balance_transaction: entry, id } = await client.payouts.create({
      amount,
      currency: 'usd',
      method: 'instant',
      expand: ['balance_transaction'],
    });
    expect(entry).toMatchObject({
      amount: -amount,
      fee,
      fee_details: [{ amount: fee, type: 'stripe_fee' }],
      net: -amount - fee,
    });
    expect(await usable(client)).toBe(before - amount - fee);
    expect(await ended(client, id)).toMatchObject({ amount, method: 'instant', status: 'paid' });
  });

  test('that is instant needs the money for its fee too, and gives it back where it fails', async () => {
    const client = await seller(5000, {
      external_account: { ...BANK_ACCOUNT, account_number: '000111111116' },
    });
    const before = Number(await usable(client));
    const payOut = (amount: number) => client.payouts.create({ amount, currency: 'usd', method: 'instant' });
    expect(await refusal(payOut(before))).toMatchObject({ code: 'balance_insufficient' });
    const { id } = await payOut(1000);
    expect(await ended(client, id)).toMatchObject({ status: 'failed', failure_code: 'no_account' });
    expect(await usable(client)).toBe(before);
  });

  test('of more than can be used is refused, and of two at once on the last cent one is', async () => {
    const client = await seller(5000);
    const amount = Number(await usable(client));
    expect(await refusal(client.payouts.create({ amount: amount + 1, currency: 'usd' }))).toMatchObject({
      code: 'balance_insufficient',
    });
    const both = await Promise.allSettled(
      [1, 2].map(() => client.payouts.create({ amount, currency: 'usd' })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await usable(client)).toBe(0);
  });

  test('needs an external account of its currency, an account that may be paid out, and a bank that takes it', async () => {
    const client = await seller(0);
    const inEuro = await refusal(client.payouts.create({ amount: 100, currency: 'eur' }));
    expect(inEuro).toMatchObject({ param: 'currency', message: expect.stringContaining('(eur)') });
    const unknown = client.payouts.create({ amount: 100, currency: 'usd', destination: 'ba_1' });
    expect(await refusal(unknown)).toMatchObject({ code: 'resource_missing', param: 'destination' });
    const { id } = await stripe.accounts.create({ type: 'custom' });
    const fresh = officialClient(sandbox, sandbox.secretKey, { stripeAccount: id });
    expect(await refusal(fresh.payouts.create({ amount: 100, currency: 'usd' }))).toMatchObject({
      code: 'payouts_not_allowed',
    });
    const slow = await seller(1000, {
      external_account: { ...BANK_ACCOUNT, account_number: '000888888883' },
    });
    const instant = slow.payouts.create({ amount: 100, currency: 'usd', method: 'instant' });
    expect(await refusal(instant)).toMatchObject({ code: 'instant_payouts_unsupported', param: 'method' });
  });

  test('is listed by its status and destination, and takes metadata', async () => {
    const client = await seller(5000);
    const { id, destination, arrival_date } = await client.payouts.create({ amount: 500, currency: 'usd' });
    expect(await client.payouts.update(id, { metadata: { order: '6735' } })).toMatchObject({
      metadata: { order: '6735' },
    });
    const ids = async (params: Stripe.PayoutListParams) =>
      (await client.payouts.list(params)).data.map((payout) => payout.id);
    expect(await ids({ destination: String(destination) })).toEqual([id]);
    expect(await ids({ arrival_date })).toEqual([id]);
    expect(await ids({ arrival_date: { lt: arrival_date } })).toEqual([]);
    await ended(client, id);
    expect(await ids({ status: 'paid' })).toEqual([id]);
    expect(await ids({ status: 'failed' })).toEqual([]);
  });

  test('of the platform itself goes to its own bank account', async () => {
    await stripe.charges.create({ amount: 3000, currency: 'usd', source: 'tok_bypassPending' });
    const { id } = await stripe.payouts.create({ amount: 1000, currency: 'usd' });
    expect(await ended(stripe, id)).toMatchObject({ status: 'paid' });
    const other = await seller(0);
    expect(await refusal(other.payouts.retrieve(id))).toMatchObject({ code: 'resource_missing' });
  });
});

describe.concurrent('a top-up', () => {
  const settled = (id: string) =>
    eventually(
      () => stripe.topups.retrieve(id),
      ({ status }) => status !== 'pending',
    );

  test('brings money into the balance of the platform', async () => {
    const topup = await stripe.topups.create({
      amount: 4000,
      currency: 'usd',
      description: 'For week 48',
      transfer_group: 'week48',
    });
    expect(topup).toMatchObject({ status: 'pending', balance_transaction: null, transfer_group: 'week48' });
    const done = await settled(topup.id);
    expect(done.status).toBe('succeeded');
    expect(await stripe.balanceTransactions.retrieve(String(done.balance_transaction))).toMatchObject({
      type: 'topup',
      amount: 4000,
      net: 4000,
      source: topup.id,
    });
    expect(await eventsOf(stripe, topup.id)).toEqual(['topup.created', 'topup.succeeded']);
    const ids = (await stripe.topups.list({ amount: { gte: 4000, lt: 4001 }, status: 'succeeded' })).data;
    expect(ids.map(({ id }) => id)).toContain(topup.id);
  });

  test('fails where its bank refuses, and can be canceled before', async () => {
    const refused = await stripe.topups.create({
      amount: 100,
      currency: 'usd',
      source: 'btok_us_verified_noAccount',
    });
    expect(refused.source).toMatchObject({ object: 'source', ach_debit: { last4: '1116' } });
    const canceled = await stripe.topups.create({ amount: 100, currency: 'usd' });
    expect(await stripe.topups.cancel(canceled.id)).toMatchObject({ status: 'canceled' });
    expect(await settled(refused.id)).toMatchObject({ status: 'failed', failure_code: 'no_account' });
    expect(await refusal(stripe.topups.cancel(refused.id))).toMatchObject({ statusCode: 400 });
    expect(await stripe.topups.update(canceled.id, { metadata: { a: 'b' } })).toMatchObject({
      metadata: { a: 'b' },
      status: 'canceled',
    });
  });

  test('is made by a platform, from a bank account of test mode', async () => {
    const client = await seller(0);
    expect(await refusal(client.topups.create({ amount: 100, currency: 'usd' }))).toMatchObject({
      statusCode: 400,
    });
    const unknown = stripe.topups.create({ amount: 100, currency: 'usd', source: 'btok_1' });
    expect(await refusal(unknown)).toMatchObject({ code: 'resource_missing', param: 'source' });
  });
});

test('a payout that is still here when its account is rejected stops, and its money comes back', async () => {
  const { id } = await activeAccount(stripe);
  const client = await clientOf(id, 10_000);
  const before = await usable(client);
  const payout = await client.payouts.create({ amount: 2500, currency: 'usd' });
  await stripe.accounts.reject(id, { reason: 'fraud' });
  expect(await ended(client, payout.id)).toMatchObject({ status: 'canceled' });
  expect(await usable(client)).toBe(before);
  expect(await eventsOf(client, payout.id)).toEqual(['payout.created', 'payout.updated', 'payout.canceled']);
  const { id: destination } = await activeAccount(stripe);
  await stripe.accounts.reject(destination, { reason: 'other' });
  const transfer = { amount: 100, currency: 'usd', destination };
  expect(await refusal(stripe.transfers.create(transfer))).toMatchObject({
    code: 'transfers_not_allowed',
    param: 'destination',
  });
});

test('an account has ten instant payouts a day, also where they are made at once', async () => {
  const client = await seller(100_000, { external_account: 'tok_visa_debit_us_transferSuccess' });
  const instant = () => client.payouts.create({ amount: 100, currency: 'usd', method: 'instant' });
  const results = await Promise.allSettled(Array.from({ length: 12 }, instant));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  const refused = await refusal(instant());
  expect(refused).toMatchObject({ code: 'payouts_limit_exceeded', param: 'method' });
  expect(await client.payouts.create({ amount: 100, currency: 'usd' })).toMatchObject({ status: 'pending' });
});
