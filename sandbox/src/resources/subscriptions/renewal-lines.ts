import type Stripe from 'stripe';
import type { Period } from '../../billing/periods.js';
import type { Billed } from './lines.js';
import { everyOf, spanFrom } from './spans.js';
import { periodEndOf } from './store.js';
import { type Used, usedBy } from './usage.js';

type Subscription = Stripe.Subscription;

/** The next renewal of a subscription. */
export interface Renewal {
  /** When it is due. */
  at: number;
  /** The items whose period ends then, each with its next one. */
  billed: Billed[];
  /** What was used in the period that has ended. */
  used: Used[];
  /** The period that has ended. */
  ended: Period;
}

/** Returns the next renewal of a subscription; `null` where it ends before, or does not go on automatically. */
export function nextRenewal(subscription: Subscription): Renewal | null {
  const { billing_cycle_anchor: anchor, cancel_at: end, items, status } = subscription;
  const at = periodEndOf(subscription);
  const isOver = ['canceled', 'incomplete', 'incomplete_expired', 'paused'].includes(status);
  if (isOver || (end !== null && end <= at)) return null;
  const renewed = items.data.filter((item) => item.current_period_end === at);
  const billed = renewed.map((item) => ({ item, span: spanFrom(anchor, everyOf(item.price), at, end) }));
  const start = Math.min(...renewed.map((item) => item.current_period_start));
  const used = status === 'trialing' ? [] : usedBy(renewed, at);
  return { at, billed, ended: { start, end: at }, used };
}
