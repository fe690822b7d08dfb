import type Stripe from 'stripe';
import { type Every, type Period, periodAt } from '../../billing/periods.js';

/** The time that an item is billed for: a whole period, or a part of one. */
export interface Span {
  period: Period;
  whole: Period;
}

/** Returns the time between two renewals of a price. */
export function everyOf({ recurring }: Stripe.Price): Every {
  if (!recurring) throw new Error('A price of a subscription recurs.');
  return { interval: recurring.interval as Every['interval'], interval_count: recurring.interval_count };
}

/** Returns the time from `from` to the next renewal, or to the end of the subscription before that. */
export function spanFrom(anchor: number, every: Every, from: number, cancelAt: number | null): Span {
  const whole = periodAt(anchor, every, from);
  const end = cancelAt !== null && cancelAt > from ? Math.min(whole.end, cancelAt) : whole.end;
  return { period: { start: from, end }, whole };
}
