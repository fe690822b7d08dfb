import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { sent } from '../../kernel/http/params.js';
import {
  type AccountState,
  changedAccount,
  type KnownAccount,
  MINIMUM_DELAY_DAYS,
  newSettings,
} from '../accounts/index.js';
import type { SettingsChange } from './params.js';

type Settings = Stripe.Account.Settings & { payouts: Stripe.Account.Settings.Payouts };
type Schedule = Stripe.Account.Settings.Payouts.Schedule;

/** Returns how an account's money becomes available and is paid out: the object has the settings of the account in another form. */
export function settingsObject({
  assessment,
  isOwn,
  state,
}: Pick<KnownAccount, 'assessment' | 'isOwn' | 'state'>): Stripe.BalanceSettings {
  const { payouts } = settingsOf(state, isOwn);
  const { schedule } = payouts;
  const { minimumBalances = {} } = state;
  return {
    object: 'balance_settings',
    payments: {
      debit_negative_balances: payouts.debit_negative_balances,
      payouts: {
        automatic_transfer_rules_by_currency: null,
        minimum_balance_by_currency: Object.keys(minimumBalances).length > 0 ? { ...minimumBalances } : null,
        schedule: {
          interval: schedule.interval as Stripe.BalanceSettings.Payments.Payouts.Schedule.Interval,
          ...daysOf(schedule),
        },
        statement_descriptor: payouts.statement_descriptor,
        status: assessment.payoutsEnabled ? 'enabled' : 'disabled',
      },
      settlement_timing: {
        delay_days: schedule.delay_days,
        ...(schedule.delay_days !== MINIMUM_DELAY_DAYS && { delay_days_override: schedule.delay_days }),
        start_of_day: null,
      },
    },
  };
}

/** Returns the settings of an account. A platform is not paid out automatically until it says so. */
function settingsOf({ given }: AccountState, isOwn: boolean): Settings {
  const settings = given.settings ?? newSettings(given.controller);
  const { payouts } = settings;
  if (!payouts) throw new Error('An account has settings for its payouts.');
  if (given.settings || !isOwn) return { ...settings, payouts };
  return { ...settings, payouts: { ...payouts, schedule: { ...payouts.schedule, interval: 'manual' } } };
}

/** Returns the days of a schedule, which an account may also name as the one day on which it is paid out. */
function daysOf({
  interval,
  monthly_anchor,
  monthly_payout_days,
  weekly_anchor,
  weekly_payout_days,
}: Schedule) {
  if (interval === 'monthly') return { monthly_payout_days: monthly_payout_days ?? [monthly_anchor ?? 1] };
  if (interval === 'weekly')
    return {
      weekly_payout_days: (weekly_payout_days ?? [
        weekly_anchor ?? 'monday',
      ]) as Stripe.BalanceSettings.Payments.Payouts.Schedule.WeeklyPayoutDay[],
    };
  return {};
}

/**
 * Returns an account after a change of its settings.
 *
 * @throws ApiError 400 for a schedule that lacks its days, or has those of another one, and for settings that are not here.
 */
export function changedSettings(
  before: AccountState,
  isOwn: boolean,
  change: SettingsChange,
  now: Date,
): AccountState {
  const {
    debit_negative_balances,
    payouts: { minimum_balance_by_currency: minimum, schedule, statement_descriptor } = {},
    settlement_timing: timing,
  } = change;
  refuseUnavailable(change);
  const settings = settingsOf(before, isOwn);
  checkDays(settings.payouts.schedule, schedule ?? {});
  const delay = timing?.delay_days_override;
  const delay_days = delay === null ? ('minimum' as const) : delay;
  const state = { ...before, given: { ...before.given, settings } };
  const payouts = { debit_negative_balances, schedule: { ...schedule, delay_days }, statement_descriptor };
  return {
    ...changedAccount(state, { metadata: undefined, settings: { payouts } }, now),
    minimumBalances: minimum === null ? {} : amountsAfter(before.minimumBalances ?? {}, minimum ?? {}),
  };
}

/** @throws ApiError 400 for what is not here, with the reason. */
function refuseUnavailable({ payouts, settlement_timing: timing }: SettingsChange): void {
  const reasons = {
    'payments[payouts][automatic_transfer_rules_by_currency]':
      payouts?.automatic_transfer_rules_by_currency &&
      'there are no financial accounts that money could be moved to',
    'payments[settlement_timing][start_of_day]':
      timing?.start_of_day && 'every day begins at midnight in UTC',
  };
  for (const [param, reason] of Object.entries(reasons)) {
    if (reason) throw invalidRequest(`${param} is not available in this version: ${reason}.`, { param });
  }
}

function checkDays(
  before: Schedule,
  change: NonNullable<NonNullable<SettingsChange['payouts']>['schedule']>,
): void {
  for (const interval of ['monthly', 'weekly'] as const) {
    const name = `${interval}_payout_days` as const;
    const param = `payments[payouts][schedule][${name}]`;
    const isGiven = change[name] !== undefined;
    const isNeeded = (change.interval ?? before.interval) === interval;
    if (isGiven && !isNeeded)
      throw invalidRequest(`${param} is only for a schedule whose interval is ${interval}.`, { param });
    if (isNeeded && !isGiven && before.interval !== interval)
      throw invalidRequest(
        `Missing required param: ${param}. It has the days of a schedule whose interval is ${interval}.`,
        { code: 'parameter_missing', param },
      );
  }
}

/** Returns amounts by currency after a change, in which `null` and 0 remove one. */
const amountsAfter = (before: Readonly<Record<string, number>>, change: Record<string, number | null>) =>
  Object.fromEntries(
    Object.entries({ ...before, ...sent(change) }).filter((pair): pair is [string, number] =>
      Boolean(pair[1]),
    ),
  );
