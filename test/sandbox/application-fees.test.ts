import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { start } from './harness.js';
import { connectedAccount, eventsOf, officialClient, ownAccount, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

/** A fee of 2.00 from a payment of 20.00 that a new account has received at once. */
async function fee(): Promise<{ client: Stripe; charge: string; fee: Stripe.ApplicationFee }> {
  const { client } = await connectedAccount(sandbox);
  const { application_fee, id: charge } = await client.charges.create({
    amount: 2000,
    currency: 'usd',
    source: 'tok_bypassPending',
    application_fee_amount: 200,
  });
  return { client, charge, fee: await stripe.applicationFees.retrieve(String(application_fee)) };
}

const availableOf = async (client: Stripe) => (await client.balance.retrieve()).available[0]?.amount ?? 0;

describe('an application fee', () => {
  test('is listed, also by its charge', async () => {
    const { charge, fee: made } = await fee();
    expect(made).toMatchObject({
      object: 'application_fee',
      amount: 200,
      amount_refunded: 0,
      charge,
      fee_source: { charge, type: 'charge' },
      refunds: { object: 'list', data: [], url: `/v1/application_fees/${made.id}/refunds` },
    });
    expect((await stripe.applicationFees.list({ limit: 1 })).data).toEqual([made]);
    expect((await stripe.applicationFees.list({ charge })).data).toEqual([made]);
  });

  test('is given back in parts, up to all of it', async () => {
    const { client, fee: made } = await fee();
    const [platform, account] = [await availableOf(stripe), await availableOf(client)];
    const part = await stripe.applicationFees.createRefund(made.id, {
      amount: 50,
      metadata: { why: 'late' },
    });
    expect(part).toMatchObject({ object: 'fee_refund', amount: 50, fee: made.id, metadata: { why: 'late' } });
    expect(part.id).toMatch(/^fr_/);
    expect(await availableOf(stripe)).toBe(platform - 50);
    expect(await availableOf(client)).toBe(account + 50);
    expect(await refusal(stripe.applicationFees.createRefund(made.id, { amount: 151 }))).toMatchObject({
      statusCode: 400,
      param: 'amount',
    });
    const rest = await stripe.applicationFees.createRefund(made.id);
    expect(rest.amount).toBe(150);
    expect(await stripe.applicationFees.retrieve(made.id)).toMatchObject({
      amount_refunded: 200,
      refunded: true,
      refunds: { data: [rest, part] },
    });
    expect(await refusal(stripe.applicationFees.createRefund(made.id))).toMatchObject({
      code: 'application_fee_already_refunded',
    });
    expect(await eventsOf(stripe, made.id)).toEqual([
      'application_fee.created',
      'application_fee.refunded',
      'application_fee.refunded',
    ]);
  });

  test('has refunds that are listed, retrieved and described', async () => {
    const { fee: made } = await fee();
    const first = await stripe.applicationFees.createRefund(made.id, { amount: 10 });
    const second = await stripe.applicationFees.createRefund(made.id, { amount: 20 });
    expect((await stripe.applicationFees.listRefunds(made.id)).data).toEqual([second, first]);
    const changed = await stripe.applicationFees.updateRefund(made.id, first.id, {
      metadata: { why: 'late' },
    });
    expect(changed).toEqual({ ...first, metadata: { why: 'late' } });
    expect(await stripe.applicationFees.retrieveRefund(made.id, first.id)).toEqual(changed);
    expect((await stripe.applicationFees.retrieve(made.id)).refunds.data).toEqual([second, changed]);
    expect(await eventsOf(stripe, first.id)).toEqual(['application_fee.refund.updated']);
    const { fee: other } = await fee();
    expect(await refusal(stripe.applicationFees.retrieveRefund(other.id, first.id))).toMatchObject({
      statusCode: 404,
    });
  });

  test('is given back once by two at once', async () => {
    const { client, fee: made } = await fee();
    const before = await availableOf(client);
    const both = await Promise.allSettled([1, 2].map(() => stripe.applicationFees.createRefund(made.id)));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await availableOf(client)).toBe(before + 200);
  });

  test('belongs only to the platform', async () => {
    const { client, fee: made } = await fee();
    for (const other of [client, await ownAccount(sandbox)]) {
      expect(await refusal(other.applicationFees.retrieve(made.id))).toMatchObject({
        code: 'resource_missing',
      });
      expect(await refusal(other.applicationFees.createRefund(made.id))).toMatchObject({
        code: 'platform_account_required',
      });
    }
  });
});
