/** How money becomes available and is paid out, by the official client. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { eventually, start } from './harness.js';
import { activeAccount, connectedAccount, eventsOf, officialClient, refusal, VERIFIED } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const clientOf = (stripeAccount: string) => officialClient(sandbox, sandbox.secretKey, { stripeAccount });

type Payments = Stripe.BalanceSettingsUpdateParams.Payments;
const change = async (client: Stripe, payments: Payments) =>
  (await client.balanceSettings.update({ payments })).payments;

/** Pays out what the schedule of an account would. */
const payOut = async (account: string, platform = stripe): Promise<Stripe.Payout> =>
  (await platform.rawRequest('POST', `/v1/test_helpers/accounts/${account}/pay_out`, {
    currency: 'usd',
  })) as unknown as Stripe.Payout;

const pay = (client: Stripe, amount: number, source = 'tok_bypassPending') =>
  client.charges.create({ amount, currency: 'usd', source });

const DAY = 24 * 3600;
const beginningOf = (seconds: number) => seconds - (seconds % DAY);

describe.concurrent('the settings of a balance', () => {
  test('are those of the account in another form', async () => {
    const { id } = await activeAccount(stripe, {
      settings: {
        ...VERIFIED.settings,
        payouts: { schedule: { interval: 'weekly', weekly_anchor: 'friday', delay_days: 7 } },
      },
    });
    const client = clientOf(id);
    expect(await client.balanceSettings.retrieve()).toMatchObject({
      object: 'balance_settings',
      payments: {
        debit_negative_balances: false,
        payouts: {
          automatic_transfer_rules_by_currency: null,
          minimum_balance_by_currency: null,
          schedule: { interval: 'weekly', weekly_payout_days: ['friday'] },
          statement_descriptor: null,
          status: 'enabled',
        },
        settlement_timing: { delay_days: 7, delay_days_override: 7, start_of_day: null },
      },
    });
    const schedule = { interval: 'monthly' as const, monthly_payout_days: [15, 31] };
    const changed = await change(client, {
      debit_negative_balances: true,
      payouts: { schedule, statement_descriptor: 'ROCKET' },
      settlement_timing: { delay_days_override: '' },
    });
    expect(changed.payouts?.schedule).toEqual(schedule);
    expect(changed.settlement_timing).toEqual({ delay_days: 2, start_of_day: null });
    expect((await stripe.accounts.retrieve(id)).settings?.payouts).toEqual({
      debit_negative_balances: true,
      schedule: { delay_days: 2, interval: 'monthly', monthly_anchor: 15, monthly_payout_days: [15, 31] },
      statement_descriptor: 'ROCKET',
    });
    await stripe.accounts.update(id, { settings: { payouts: { schedule: { monthly_anchor: 3 } } } });
    const { payments } = await client.balanceSettings.retrieve();
    expect(payments.payouts?.schedule).toEqual({ interval: 'monthly', monthly_payout_days: [3] });
  });

  test('tell of a change by an event with what was before', async () => {
    const { client } = await connectedAccount(sandbox);
    await change(client, { payouts: { schedule: { interval: 'manual' } } });
    const [event] = (await client.events.list({ type: 'balance_settings.updated' })).data;
    expect(event?.data).toMatchObject({
      object: { object: 'balance_settings', payments: { payouts: { schedule: { interval: 'manual' } } } },
      previous_attributes: { payments: { payouts: { schedule: { interval: 'daily' } } } },
    });
  });

  test('are refused with days of another interval, without those of their own, and beyond 31 days', async () => {
    const { client } = await connectedAccount(sandbox);
    const refused = (payments: Payments) => refusal(change(client, payments));
    expect(await refused({ payouts: { schedule: { interval: 'weekly' } } })).toMatchObject({
      code: 'parameter_missing',
      param: 'payments[payouts][schedule][weekly_payout_days]',
    });
    expect(
      await refused({ payouts: { schedule: { interval: 'daily', monthly_payout_days: [1] } } }),
    ).toMatchObject({ param: 'payments[payouts][schedule][monthly_payout_days]' });
    const start_of_day = { hour: 5, minutes: 0, timezone: 'America/New_York' };
    expect(await refused({ settlement_timing: { start_of_day } })).toMatchObject({
      param: 'payments[settlement_timing][start_of_day]',
      message: expect.stringContaining('midnight in UTC'),
    });
    const rules = { usd: [{ payout_method: 'fa_1', type: 'transfer_all' }] };
    expect(await refused({ payouts: { automatic_transfer_rules_by_currency: rules } })).toMatchObject({
      param: 'payments[payouts][automatic_transfer_rules_by_currency]',
    });
    expect(await refused({ settlement_timing: { delay_days_override: 32 } })).toMatchObject({
      code: 'parameter_invalid_integer',
      param: 'payments[settlement_timing][delay_days_override]',
    });
  });

  test('of a standard account are its holder’s, once it has begun its onboarding', async () => {
    const { id } = await stripe.accounts.create({ type: 'standard' });
    const links = { refresh_url: 'https://market.example/again', return_url: 'https://market.example/done' };
    await stripe.accountLinks.create({ account: id, type: 'account_onboarding', ...links });
    expect(await refusal(change(clientOf(id), { debit_negative_balances: true }))).toMatchObject({
      statusCode: 403,
      code: 'not_allowed_on_standard_account',
    });
  });
});

describe.concurrent('the delay of an account', () => {
  test('decides when the money of a payment can be used', async () => {
    const { client } = await connectedAccount(sandbox);
    const daysOf = async () => {
      const { balance_transaction: id, created } = await pay(client, 1000, 'tok_visa');
      const { available_on } = await client.balanceTransactions.retrieve(String(id));
      return (available_on - beginningOf(created)) / DAY;
    };
    expect(await daysOf()).toBe(2);
    await change(client, { settlement_timing: { delay_days_override: 9 } });
    expect(await daysOf()).toBe(9);
    await change(client, { settlement_timing: { delay_days_override: '' } });
    expect(await daysOf()).toBe(2);
  });
});

test('a payment that is settled for an account is pending for as long as its money is', async () => {
  const { id, client } = await connectedAccount(sandbox);
  await change(client, { settlement_timing: { delay_days_override: 9 } });
  const charge = await stripe.charges.create({
    ...{ amount: 1000, currency: 'usd', source: 'tok_visa', on_behalf_of: id },
    expand: ['balance_transaction'],
  });
  const { available_on } = charge.balance_transaction as Stripe.BalanceTransaction;
  expect((available_on - beginningOf(charge.created)) / DAY).toBe(9);
});

describe.concurrent('what an account owes', () => {
  /** An account of a platform of its own, from which its debt is held back. It owes the amount of a dispute and its fee. */
  const debtor = async (settings: { debit_negative_balances: boolean }, external_account?: string) => {
    const made = await stripe.rawRequest('POST', '/v1/test_helpers/accounts');
    const key = (made as unknown as { keys: { secret: string } }).keys.secret;
    const platform = officialClient(sandbox, key);
    const { id } = await activeAccount(platform, {
      ...(external_account && { external_account }),
      settings: { payments: { statement_descriptor: 'ROCKET RIDES' }, payouts: settings },
    });
    const client = officialClient(sandbox, key, { stripeAccount: id });
    await pay(client, 2000, 'tok_createDispute');
    const owed = Number((await client.balance.retrieve()).available[0]?.amount);
    expect(owed).toBeLessThan(0);
    return { client, owed, payOut: () => payOut(id, platform) };
  };

  test('is taken from its bank account, where its settings allow that', async () => {
    const { client, owed, payOut } = await debtor({ debit_negative_balances: true });
    const payout = await payOut();
    expect(payout).toMatchObject({ amount: owed, automatic: true, original_payout: null });
    expect((await client.balance.retrieve()).available).toMatchObject([{ amount: 0 }]);
    const { data } = await client.balanceTransactions.list({ payout: payout.id });
    expect(data.reduce((sum, { net }) => sum + net, 0)).toBe(0);
    const paid = await eventually(
      () => client.payouts.retrieve(payout.id),
      ({ status }) => status === 'paid',
    );
    expect((await refusal(client.payouts.reverse(paid.id))).message).toContain('only a payout that is paid');
    await expect(payOut()).rejects.toMatchObject({ code: 'payouts_not_allowed' });
  });

  test('stays where they do not, or where there is nothing but a card', async () => {
    const { client, owed, payOut } = await debtor({ debit_negative_balances: false });
    await expect(payOut()).rejects.toMatchObject({ code: 'payouts_not_allowed' });
    expect((await client.balance.retrieve()).available).toMatchObject([{ amount: owed }]);
    const card = await debtor({ debit_negative_balances: true }, 'tok_visa_debit_us_transferSuccess');
    await expect(card.payOut()).rejects.toMatchObject({ code: 'payouts_not_allowed' });
  });

  test('is owed again where the bank refuses the debit', async () => {
    const bank = 'btok_us_verified_debitNotAuthorized';
    const { client, owed, payOut } = await debtor({ debit_negative_balances: true }, bank);
    const payout = await payOut();
    const failed = await eventually(
      () => client.payouts.retrieve(payout.id),
      ({ status }) => status === 'failed',
    );
    expect(failed).toMatchObject({ amount: owed, failure_code: 'debit_not_authorized' });
    expect((await client.balance.retrieve()).available).toMatchObject([{ amount: owed }]);
    await expect(payOut()).rejects.toMatchObject({ code: 'payouts_not_allowed' });
  });
});

describe.concurrent('the minimum balance of an account', () => {
  test('stays when its schedule pays out, and goes into the next payout', async () => {
    const { id, client } = await connectedAccount(sandbox);
    const minimum = await change(client, {
      payouts: { minimum_balance_by_currency: { usd: 500, eur: 100 } },
    });
    expect(minimum.payouts?.minimum_balance_by_currency).toEqual({ usd: 500, eur: 100 });
    const charge = await pay(client, 2000);
    const usable = 2000 - 88;
    const payout = await payOut(id);
    expect(payout.amount).toBe(usable - 500);
    expect((await client.balance.retrieve()).available).toMatchObject([{ amount: 500 }]);
    const { data } = await client.balanceTransactions.list({ payout: payout.id });
    expect(data.map(({ type, net }) => [type, net])).toEqual([
      ['payout_minimum_balance_hold', -500],
      ['payout', 500 - usable],
      ['charge', usable],
    ]);
    expect(data.map(({ source }) => source)).toEqual([payout.id, payout.id, charge.id]);
    await expect(payOut(id)).rejects.toMatchObject({ code: 'payouts_not_allowed' });

    const without = await change(client, { payouts: { minimum_balance_by_currency: { usd: '' } } });
    expect(without.payouts?.minimum_balance_by_currency).toEqual({ eur: 100 });
    const second = await payOut(id);
    expect(second.amount).toBe(500);
    const went = (await client.balanceTransactions.list({ payout: second.id })).data;
    expect(went.map(({ type }) => type)).toEqual(['payout', 'payout_minimum_balance_release']);
    const cleared = await change(client, { payouts: { minimum_balance_by_currency: '' } });
    expect(cleared.payouts?.minimum_balance_by_currency).toBeNull();
  });
});

test('a platform is paid out by a schedule only once it has one', async () => {
  const own = await officialClient(sandbox).accounts.retrieveCurrent();
  expect((await stripe.balanceSettings.retrieve()).payments).toMatchObject({
    payouts: { schedule: { interval: 'manual' }, status: 'enabled' },
    settlement_timing: { delay_days: 2 },
  });
  await pay(stripe, 3000);
  await expect(payOut(own.id)).rejects.toMatchObject({ code: 'payouts_not_allowed' });
  await change(stripe, { payouts: { schedule: { interval: 'daily' } } });
  const payout = await payOut(own.id);
  expect(payout).toMatchObject({ automatic: true, amount: 3000 - 117 });
  expect(await eventsOf(stripe, payout.id)).toContain('payout.created');
});
