import { type Duration, discountEnd } from '../../billing/discounts.js';
import { type Every, periodAt } from '../../billing/periods.js';
import type { SessionDiscount } from './hidden.js';
import type { SessionLine } from './lines.js';
import type { SessionRow } from './store.js';

const DAY = 24 * 3600;

/** Returns when the trial of a subscription ends that begins with its session; `null` where it has none. */
export function trialEndOf({ body, hidden }: Pick<SessionRow, 'body' | 'hidden'>): number | null {
  const { trial_end: end, trial_period_days: days } = hidden.subscription ?? {};
  if (end !== undefined) return end;
  return days === undefined ? null : body.created + days * DAY;
}

/** Returns until when the recurring lines of a subscription cost nothing: its trial, or the time before its anchor; `null` where they cost at once. */
export const freeUntil = (session: Pick<SessionRow, 'body' | 'hidden'>): number | null =>
  trialEndOf(session) ?? session.hidden.subscription?.billing_cycle_anchor ?? null;

/** Returns which lines of a subscription its second invoice bills, and the discount that it still has. */
export function nextBilling(session: Pick<SessionRow, 'body' | 'hidden' | 'lines'>): {
  lines: SessionLine[];
  discount: SessionDiscount | null;
} {
  const begin = session.body.created;
  const recurring = session.lines.filter(({ price }) => price.recurring);
  const end = freeUntil(session);
  const billedAt = ({ price }: SessionLine) => end ?? periodAt(begin, price.recurring as Every, begin).end;
  const time = Math.min(...recurring.map(billedAt));
  const { discount } = session.hidden;
  return {
    lines: recurring.filter((line) => billedAt(line) === time),
    discount: discount && isFor(discount.coupon as Duration, begin, time) ? discount : null,
  };
}

/** Tells whether a coupon that was used at one time is still for an invoice of another. One for once is for the first invoice. */
const isFor = (coupon: Duration, begin: number, time: number): boolean =>
  coupon.duration !== 'once' && (discountEnd(coupon, begin) ?? Number.POSITIVE_INFINITY) > time;
