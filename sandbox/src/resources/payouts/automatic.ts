import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { common, currency as currencyParam } from '../../kernel/http/params.js';
import { type RouteDefinition, route } from '../../kernel/http/route.js';
import type { JobType, Work } from '../../kernel/scope.js';
import { nextDay, secondsUntil } from '../../kernel/seconds.js';
import { asAccount } from '../../kernel/transaction.js';
import {
  type ExternalAccountState,
  findAccountState,
  type KnownAccount,
  reachableAccount,
} from '../accounts/index.js';
import { AUTOMATIC_PAYOUT, assignToPayout, lockUsable, record } from '../balance/index.js';
import { isDebitable } from './destination.js';
import { debit, payOut } from './payout.js';

/**
 * The job on a day on which an account has money that its schedule may pay out: all of it, in one payout for the currency. What the
 * account owes is taken from its bank account instead, whatever the schedule.
 */
export const automaticPayout: JobType = {
  ...AUTOMATIC_PAYOUT,
  async run(work, currency) {
    const account = await findAccountState(work, work.accountId);
    const schedule = account?.state.given.settings?.payouts?.schedule;
    if (!schedule || (await debitOwed(work, account, currency)) || schedule.interval === 'manual') return;
    if (isPayoutDay(schedule, work.now)) await payOutAll(work, account, currency);
    else work.outbox.later(AUTOMATIC_PAYOUT, currency, secondsUntil(nextDay(work.now), work.now));
  },
};

/**
 * Pays out all that can be used, but for the account's minimum balance. Returns nothing where there is none, or no place for
 * it.
 */
async function payOutAll(
  work: Work,
  account: KnownAccount,
  currency: string,
): Promise<Stripe.Payout | undefined> {
  const { state } = account;
  const destination = placeOf(account, currency);
  if (!destination) return undefined;
  const usable = await lockUsable(work, currency);
  const kept = state.minimumBalances?.[currency] ?? 0;
  const amount = usable - kept;
  if (amount <= 0) return undefined;
  const start = { amount, automatic: true, currency, destination, method: 'standard' } as const;
  const payout = await payOut(work, start);
  await keep(work, payout, -kept);
  await assignToPayout(work, currency, payout.id);
  await keep(work, payout, kept);
  return payout;
}

/** Returns what an account is paid out to automatically; `undefined` where it is not paid out. */
function placeOf({ assessment, state }: KnownAccount, currency: string): ExternalAccountState | undefined {
  const found = state.externalAccounts.find(
    ({ body }) => body.currency === currency && body.default_for_currency,
  );
  return assessment.payoutsEnabled && found?.body.status !== 'errored' ? found : undefined;
}

/** Takes what an account owes from its bank account, where its settings allow that and its bank can: a payout below zero. */
async function debitOwed(
  work: Work,
  account: KnownAccount,
  currency: string,
): Promise<Stripe.Payout | undefined> {
  const destination = placeOf(account, currency);
  const isAllowed = account.state.given.settings?.payouts?.debit_negative_balances;
  if (!isAllowed || !destination || !isDebitable(destination)) return undefined;
  const usable = await lockUsable(work, currency);
  if (usable >= 0) return undefined;
  const payout = await debit(work, {
    amount: usable,
    automatic: true,
    currency,
    destination,
    method: 'standard',
  });
  await assignToPayout(work, currency, payout.id);
  return payout;
}

/** Takes the minimum balance out of what went into a payout, or gives it to what goes into the next one. */
async function keep(work: Work, { id, currency }: Stripe.Payout, amount: number): Promise<void> {
  if (amount === 0) return;
  const type = amount < 0 ? 'payout_minimum_balance_hold' : 'payout_minimum_balance_release';
  await record(work, { type, category: type, source: id, amount, currency });
}

/** Pays out what an account has, or takes what it owes. */
const settle = async (...given: Parameters<typeof payOutAll>) =>
  (await debitOwed(...given)) ?? (await payOutAll(...given));

/** A route for tests, which can't wait for the day of a schedule. */
export const scheduleRoute: RouteDefinition = route({
  method: 'POST',
  path: '/v1/test_helpers/accounts/:id/pay_out',
  keys: ['secret'],
  platformOnly: true,
  params: v.strictObject({ currency: v.optional(currencyParam, 'usd'), expand: common.expand }),
  async handle(call) {
    const account = await reachableAccount(call, call.id);
    // A platform has a schedule only once it was set: until then, what its transfers need stays.
    const { interval = 'manual' } = account.state.given.settings?.payouts?.schedule ?? {};
    const payout =
      account.isOwn && interval === 'manual'
        ? undefined
        : await settle(asAccount(call, call.id), account, call.params.currency);
    if (payout) return payout;
    throw invalidRequest(
      `There is nothing to pay out: account ${call.id} has no money in that currency that can be used, or nowhere that it could go.`,
      { code: 'payouts_not_allowed' },
    );
  },
});

type Schedule = Pick<
  Stripe.Account.Settings.Payouts.Schedule,
  'interval' | 'monthly_anchor' | 'monthly_payout_days' | 'weekly_anchor' | 'weekly_payout_days'
>;

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Tells whether a schedule pays out on this day, in UTC. A month that ends before the day pays out on its last. */
export function isPayoutDay(schedule: Schedule, now: Date): boolean {
  const { interval, monthly_anchor: day, weekly_anchor: weekday } = schedule;
  if (interval === 'weekly') {
    const days: string[] = schedule.weekly_payout_days ?? (weekday ? [weekday] : []);
    return days.includes(WEEKDAYS[now.getUTCDay()] as string);
  }
  if (interval !== 'monthly') return true;
  const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0)).getUTCDate();
  const days = schedule.monthly_payout_days ?? (day ? [day] : []);
  return days.some((one) => Math.min(one, last) === now.getUTCDate());
}
