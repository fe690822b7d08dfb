import { sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { start, temporaryDirectory, withDatabase } from './harness.js';
import {
  activeAccount,
  connectedAccount,
  eventsOf,
  officialClient,
  ownAccount,
  refusal,
} from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const connected = () => connectedAccount(sandbox);

/** Has the platform earn money that it can use, in a currency of which other tests take none. */
async function earn(amount: number, currency: string): Promise<number> {
  await stripe.charges.create({ amount, currency, source: 'tok_bypassPending' });
  return availableOf(stripe, currency);
}

const availableOf = async (client: Stripe, currency: string) =>
  (await client.balance.retrieve()).available.find((one) => one.currency === currency)?.amount ?? 0;

const pendingOf = async (client: Stripe, currency: string) =>
  (await client.balance.retrieve()).pending.find((one) => one.currency === currency)?.amount ?? 0;

describe('a transfer', () => {
  test('moves money that can be used, which is a payment at its destination', async () => {
    const { id: destination, client } = await connected();
    const before = await earn(10_000, 'usd');
    const transfer = await stripe.transfers.create({
      amount: 400,
      currency: 'USD',
      destination,
      description: 'Order 6735',
      metadata: { order: '6735' },
      transfer_group: 'ORDER_6735',
    });
    expect(transfer).toMatchObject({
      object: 'transfer',
      amount: 400,
      amount_reversed: 0,
      currency: 'usd',
      description: 'Order 6735',
      destination,
      metadata: { order: '6735' },
      reversals: { object: 'list', data: [], has_more: false, url: `/v1/transfers/${transfer.id}/reversals` },
      reversed: false,
      source_transaction: null,
      transfer_group: 'ORDER_6735',
    });
    expect(await availableOf(stripe, 'usd')).toBe(before - 400);
    expect(await availableOf(client, 'usd')).toBe(400);
    const { balance_transaction, ...payment } = await client.charges.retrieve(
      String(transfer.destination_payment),
      { expand: ['balance_transaction'] },
    );
    expect(payment).toMatchObject({
      amount: 400,
      source_transfer: transfer.id,
      transfer_group: 'ORDER_6735',
    });
    expect(balance_transaction).toMatchObject({ type: 'payment', net: 400, reporting_category: 'charge' });
    expect(await stripe.transfers.retrieve(transfer.id)).toEqual(transfer);
    expect(await eventsOf(stripe, transfer.id)).toEqual(['transfer.created']);
  });

  test('is listed by destination and group, and changes only what describes it', async () => {
    const { id: destination } = await connected();
    await earn(10_000, 'usd');
    const make = (transfer_group: string) =>
      stripe.transfers.create({ amount: 100, currency: 'usd', destination, transfer_group });
    const first = await make(`a-${destination}`);
    const second = await make(`b-${destination}`);
    const ids = async (params: Stripe.TransferListParams) =>
      (await stripe.transfers.list(params)).data.map(({ id }) => id);
    expect(await ids({ destination })).toEqual([second.id, first.id]);
    expect(await ids({ transfer_group: `a-${destination}` })).toEqual([first.id]);
    const after = await stripe.transfers.update(first.id, { description: 'Rent', metadata: { flat: '3' } });
    expect(after).toEqual({ ...first, description: 'Rent', metadata: { flat: '3' } });
    expect(await refusal(stripe.transfers.update(first.id, { amount: 1 } as never))).toMatchObject({
      code: 'parameter_unknown',
      param: 'amount',
    });
    expect(await eventsOf(stripe, first.id)).toEqual(['transfer.created', 'transfer.updated']);
  });

  test('of more than can be used is refused, with how much that is and how a test gets more', async () => {
    const { id: destination, client } = await connected();
    await stripe.charges.create({ amount: 5000, currency: 'sek', source: 'tok_visa' });
    const create = (amount: number) => stripe.transfers.create({ amount, currency: 'sek', destination });
    const refused = await refusal(create(1));
    expect(refused).toMatchObject({
      statusCode: 400,
      type: 'StripeInvalidRequestError',
      code: 'balance_insufficient',
    });
    expect(refused.message).toMatch(/SEK.0\.00 is available/);
    expect(refused.message).toContain('tok_bypassPending');
    const available = await earn(5000, 'sek');
    expect(await refusal(create(available + 1))).toMatchObject({ code: 'balance_insufficient' });
    await create(available);
    expect(await availableOf(stripe, 'sek')).toBe(0);
    expect(await availableOf(client, 'sek')).toBe(available);
  });

  test('goes nowhere but to accounts that are connected and may receive it', async () => {
    const { id: destination, client } = await connected();
    const params = { amount: 100, currency: 'usd' };
    expect(await refusal(stripe.transfers.create({ ...params, destination: 'acct_unknown' }))).toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
      param: 'destination',
    });
    expect(await refusal(client.transfers.create({ ...params, destination }))).toMatchObject({
      statusCode: 400,
      code: 'platform_account_required',
    });
    const { id: inactive } = await stripe.accounts.create({ type: 'standard' });
    expect(await refusal(stripe.transfers.create({ ...params, destination: inactive }))).toMatchObject({
      statusCode: 400,
      code: 'insufficient_capabilities_for_transfer',
      param: 'destination',
    });
  });

  test('and its reversals belong only to the platform', async () => {
    const { id: destination } = await connected();
    await earn(1000, 'usd');
    const { id } = await stripe.transfers.create({ amount: 100, currency: 'usd', destination });
    const reversal = await stripe.transfers.createReversal(id);
    const other = await ownAccount(sandbox);
    expect(await refusal(other.transfers.retrieve(id))).toMatchObject({ code: 'resource_missing' });
    expect(await refusal(other.transfers.createReversal(id))).toMatchObject({
      code: 'platform_account_required',
    });
    expect(await refusal(other.transfers.retrieveReversal(id, reversal.id))).toMatchObject({
      code: 'resource_missing',
    });
    expect((await other.transfers.list()).data).toEqual([]);
  });
});

describe('a transfer of a charge’s money', () => {
  const charge = (currency = 'usd') =>
    stripe.charges.create({ amount: 10_000, currency, source: 'tok_visa', description: 'A chair' });

  test('may be pending, and becomes available when the charge’s money does', async () => {
    const { id: destination, client } = await connected();
    const { id: source_transaction, balance_transaction } = await charge('nok');
    const before = await pendingOf(stripe, 'nok');
    const transfer = await stripe.transfers.create({ currency: 'nok', destination, source_transaction });
    expect(transfer).toMatchObject({
      amount: 10_000,
      source_transaction,
      transfer_group: `group_${source_transaction}`,
    });
    expect((await stripe.charges.retrieve(source_transaction)).transfer_group).toBe(transfer.transfer_group);
    expect(await pendingOf(stripe, 'nok')).toBe(before - 10_000);
    expect(await pendingOf(client, 'nok')).toBe(10_000);
    const earned = await stripe.balanceTransactions.retrieve(String(balance_transaction));
    const moved = await stripe.balanceTransactions.retrieve(String(transfer.balance_transaction));
    expect(moved.available_on).toBe(earned.available_on);
  });

  test('is at most what the charge has left, and of its currency', async () => {
    const { id: destination } = await connected();
    const { id: source_transaction } = await charge();
    const create = (amount: number, currency = 'usd') =>
      stripe.transfers.create({ amount, currency, destination, source_transaction });
    expect(await refusal(create(100, 'eur'))).toMatchObject({ statusCode: 400, param: 'currency' });
    expect(await refusal(create(10_001))).toMatchObject({ statusCode: 400, param: 'amount' });
    const { id } = await create(7000);
    expect((await refusal(create(3001))).message).toContain('$30.00');
    await stripe.transfers.createReversal(id, { amount: 500 });
    await create(3500);
    expect(await refusal(create(1))).toMatchObject({ param: 'amount' });
    const reserved = await stripe.charges.create({
      amount: 1000,
      currency: 'usd',
      source: 'tok_visa',
      capture: false,
    });
    expect(
      await refusal(
        stripe.transfers.create({ currency: 'usd', destination, source_transaction: reserved.id }),
      ),
    ).toMatchObject({ param: 'source_transaction' });
  });

  test('of two at once takes no more than the charge has', async () => {
    const { id: destination } = await connected();
    const { id: source_transaction } = await charge();
    const both = await Promise.allSettled(
      [6000, 6000].map((amount) =>
        stripe.transfers.create({ amount, currency: 'usd', destination, source_transaction }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

test('of many transfers at once, as many succeed as there is money for, and nothing is spent twice', async () => {
  const { id: destination, client } = await connected();
  const available = await earn(10_000, 'dkk');
  const amount = Math.floor(available / 3);
  const all = await Promise.allSettled(
    Array.from({ length: 8 }, () => stripe.transfers.create({ amount, currency: 'dkk', destination })),
  );
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  for (const one of all)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'balance_insufficient' });
  expect(await availableOf(stripe, 'dkk')).toBe(available - 3 * amount);
  expect(await availableOf(client, 'dkk')).toBe(3 * amount);
});

test('a transfer that is sent again under its key happens once', async () => {
  const { id: destination } = await connected();
  await earn(1000, 'usd');
  const send = () =>
    stripe.transfers.create(
      { amount: 100, currency: 'usd', destination },
      { idempotencyKey: `transfer-${destination}` },
    );
  const [first, second] = [await send(), await send()];
  expect(second.id).toBe(first.id);
  expect((await stripe.transfers.list({ destination })).data).toHaveLength(1);
});

describe('a reversal', () => {
  async function transferred() {
    const { id: destination, client } = await connected();
    await earn(2000, 'usd');
    const transfer = await stripe.transfers.create({ amount: 1000, currency: 'usd', destination });
    return { client, transfer };
  }

  test('brings back a part or the rest, which is a refund at the destination', async () => {
    const { client, transfer } = await transferred();
    const before = await availableOf(stripe, 'usd');
    const part = await stripe.transfers.createReversal(transfer.id, {
      amount: 300,
      metadata: { why: 'late' },
    });
    expect(part).toMatchObject({
      object: 'transfer_reversal',
      amount: 300,
      metadata: { why: 'late' },
      source_refund: null,
      transfer: transfer.id,
    });
    expect(await availableOf(stripe, 'usd')).toBe(before + 300);
    expect(await availableOf(client, 'usd')).toBe(700);
    const refund = await client.refunds.retrieve(String(part.destination_payment_refund));
    expect(refund.id).toMatch(/^pyr_/);
    expect(refund).toMatchObject({
      amount: 300,
      charge: transfer.destination_payment,
      source_transfer_reversal: part.id,
    });
    expect(await stripe.transfers.retrieve(transfer.id)).toMatchObject({
      amount_reversed: 300,
      reversed: false,
      reversals: { data: [part] },
    });
    const rest = await stripe.transfers.createReversal(transfer.id);
    expect(rest.amount).toBe(700);
    expect(await stripe.transfers.retrieve(transfer.id)).toMatchObject({
      amount_reversed: 1000,
      reversed: true,
      reversals: { data: [rest, part] },
    });
    expect(await client.charges.retrieve(String(transfer.destination_payment))).toMatchObject({
      amount_refunded: 1000,
      refunded: true,
    });
    expect(await refusal(stripe.transfers.createReversal(transfer.id))).toMatchObject({ statusCode: 400 });
    expect(await eventsOf(stripe, transfer.id)).toEqual([
      'transfer.created',
      'transfer.reversed',
      'transfer.reversed',
    ]);
  });

  test('is listed, retrieved and described, also in its transfer', async () => {
    const { transfer } = await transferred();
    const first = await stripe.transfers.createReversal(transfer.id, { amount: 100 });
    const second = await stripe.transfers.createReversal(transfer.id, { amount: 200 });
    const { data } = await stripe.transfers.listReversals(transfer.id);
    expect(data).toEqual([second, first]);
    const changed = await stripe.transfers.updateReversal(transfer.id, first.id, {
      metadata: { why: 'late' },
    });
    expect(changed).toEqual({ ...first, metadata: { why: 'late' } });
    expect(
      await stripe.transfers.retrieveReversal(transfer.id, first.id, { expand: ['transfer'] }),
    ).toMatchObject({ metadata: { why: 'late' }, transfer: { id: transfer.id } });
    expect((await stripe.transfers.retrieve(transfer.id)).reversals.data).toEqual([second, changed]);
    const { transfer: other } = await transferred();
    expect(await refusal(stripe.transfers.retrieveReversal(other.id, first.id))).toMatchObject({
      statusCode: 404,
    });
    expect(
      await refusal(stripe.transfers.updateReversal(other.id, first.id, { metadata: {} })),
    ).toMatchObject({ statusCode: 404 });
  });

  test('is at most what is left, also of two at once', async () => {
    const { transfer } = await transferred();
    expect((await refusal(stripe.transfers.createReversal(transfer.id, { amount: 1001 }))).message).toBe(
      'Reversal amount ($10.01) is greater than unreversed amount on transfer ($10.00).',
    );
    const both = await Promise.allSettled(
      [600, 600].map((amount) => stripe.transfers.createReversal(transfer.id, { amount })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('may leave the account in debt where the platform is liable for that', async () => {
    const { client, transfer } = await transferred();
    await client.charges.create({ amount: 10_000, currency: 'usd', source: 'tok_createDispute' });
    const before = await availableOf(client, 'usd');
    expect(before).toBeLessThan(0);
    await stripe.transfers.createReversal(transfer.id);
    expect(await availableOf(client, 'usd')).toBe(before - 1000);
    const { connect_reserved } = await stripe.balance.retrieve();
    expect(connect_reserved?.find(({ currency }) => currency === 'usd')?.amount).toBeGreaterThan(0);
  });

  test('leaves the platform with less that can be used, by what its accounts owe', async () => {
    const { keys } = (await stripe.rawRequest('POST', '/v1/test_helpers/accounts')) as unknown as {
      keys: { secret: string };
    };
    const platform = officialClient(sandbox, keys.secret);
    const { id } = await activeAccount(platform);
    const debtor = officialClient(sandbox, keys.secret, { stripeAccount: id });
    await platform.charges.create({ amount: 10_000, currency: 'usd', source: 'tok_bypassPending' });
    const amounts = async () => {
      const { available, connect_reserved, instant_available } = await platform.balance.retrieve();
      return [available, connect_reserved, instant_available].map((part) => part?.[0]?.amount);
    };
    expect(await amounts()).toEqual([9680, 0, 9680]);
    await debtor.charges.create({ amount: 2000, currency: 'usd', source: 'tok_createDispute' });
    const held = -Number((await debtor.balance.retrieve()).available[0]?.amount);
    expect(held).toBeGreaterThan(0);
    expect(await amounts()).toEqual([9680 - held, held, 9680 - held]);

    const { id: destination } = await activeAccount(platform);
    const transfer = (amount: number) => platform.transfers.create({ amount, currency: 'usd', destination });
    const refused = await refusal(transfer(9680));
    expect(refused).toMatchObject({ code: 'balance_insufficient' });
    expect(refused.message).toContain('is held back for what your connected accounts owe');
    expect(await transfer(9680 - held)).toMatchObject({ amount: 9680 - held });
    expect(await amounts()).toEqual([0, held, 0]);

    // What the account receives covers its debt, so that nothing more is held back for it.
    await debtor.charges.create({ amount: 5000, currency: 'usd', source: 'tok_bypassPending' });
    expect(await amounts()).toEqual([held, 0, held]);
  });

  test('needs the money of an account that is liable itself', async () => {
    const dataDir = temporaryDirectory();
    const before = await start({ memory: false, dataDir });
    const platform = officialClient(before);
    const { id: destination, client } = await connectedAccount(before);
    await platform.charges.create({ amount: 5000, currency: 'usd', source: 'tok_bypassPending' });
    const { id } = await platform.transfers.create({ amount: 1000, currency: 'usd', destination });
    await client.charges.create({ amount: 1000, currency: 'usd', source: 'tok_createDispute' });
    await before.close();
    await withDatabase(dataDir, (db) =>
      db.execute(
        sql`update accounts set body = jsonb_set(body::jsonb, '{controller,losses,payments}', '"stripe"')::json
          where id = ${destination}`,
      ),
    );
    const after = await start({ memory: false, dataDir });
    expect(await refusal(officialClient(after).transfers.createReversal(id))).toMatchObject({
      statusCode: 400,
      code: 'balance_insufficient',
    });
    await after.close();
  });

  test('is no refund that the account makes', async () => {
    const { client, transfer } = await transferred();
    expect(
      await refusal(client.refunds.create({ charge: String(transfer.destination_payment) })),
    ).toMatchObject({ statusCode: 400, code: 'charge_not_refundable' });
  });
});

test('a restricted key needs permission for transfers, and to read a payment that one expands to', async () => {
  const { id: destination } = await connected();
  await earn(1000, 'usd');
  const { id } = await stripe.transfers.create({ amount: 100, currency: 'usd', destination });
  const { key } = await sandbox.keys.create({
    livemode: false,
    kind: 'restricted',
    permissions: { transfers: 'read' },
  });
  const reader = officialClient(sandbox, key);
  expect((await reader.transfers.retrieve(id)).id).toBe(id);
  expect(await refusal(reader.transfers.createReversal(id))).toMatchObject({ statusCode: 403 });
  expect(await refusal(reader.transfers.retrieve(id, { expand: ['destination_payment'] }))).toMatchObject({
    statusCode: 403,
    param: 'charges',
  });
});
