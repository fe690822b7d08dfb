import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { paysNow, type Session } from '../../resources/checkout-sessions/index.js';
import type { CheckoutView, Delivery } from './read.js';

const UNITS: Record<string, string> = {
  business_day: 'business day',
  day: 'day',
  hour: 'hour',
  month: 'month',
  week: 'week',
};

const counted = (value: number, unit: string) => `${value} ${UNITS[unit] ?? unit}${value === 1 ? '' : 's'}`;

/** Says when a delivery comes; `undefined` where the shop does not. */
export function estimateOf({ estimate }: Delivery): string | undefined {
  const { maximum, minimum } = estimate ?? {};
  if (minimum && maximum) {
    return minimum.unit === maximum.unit
      ? `${minimum.value}–${counted(maximum.value, maximum.unit)}`
      : `${counted(minimum.value, minimum.unit)} to ${counted(maximum.value, maximum.unit)}`;
  }
  if (minimum) return `At least ${counted(minimum.value, minimum.unit)}`;
  return maximum ? `Up to ${counted(maximum.value, maximum.unit)}` : undefined;
}

/** Says how often a price is paid: `every 3 months`; `undefined` for one that is paid once. */
export function intervalOf({ recurring }: Stripe.Price): string | undefined {
  if (!recurring) return undefined;
  const { interval, interval_count: count } = recurring;
  return count === 1 ? `every ${interval}` : `every ${count} ${interval}s`;
}

const day = (time: number) =>
  new Date(time * 1000).toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** Says when a trial ends; `undefined` where there is none. */
export function trialOf({ row }: CheckoutView): string | undefined {
  const { trial_end: end, trial_period_days: days } = row.hidden.subscription ?? {};
  if (end !== undefined) return `Free until ${day(end)}.`;
  return days === undefined ? undefined : `Free for ${counted(days, 'day')}.`;
}

const VERBS: Record<string, string> = { book: 'Book', donate: 'Donate', pay: 'Pay', subscribe: 'Subscribe' };

/** Returns the text of the button that completes a session, with what is paid by it. */
export function buttonText({ row, session }: CheckoutView): string {
  if (session.mode === 'setup') return 'Save';
  const usual = session.mode === 'subscription' ? 'Subscribe' : 'Pay';
  const verb = VERBS[String(session.submit_type)] ?? usual;
  if (paysNow(row)) return session.mode === 'subscription' ? verb : `${verb} ${totalOf(session)}`;
  return session.mode === 'subscription' ? 'Start the subscription' : 'Complete the order';
}

export const totalOf = ({ amount_total: total, currency }: Session): string =>
  total === null || currency === null ? '' : money(total, currency);
