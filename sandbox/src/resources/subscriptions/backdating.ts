import type Stripe from 'stripe';
import { boundary } from '../../billing/periods.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Billed } from './lines.js';
import type { BeginParams } from './params.js';
import { everyOf, type Span, spanFrom } from './spans.js';

type Subscription = Stripe.Subscription;

/** Largest number of lines that bill the past. */
const MOST_LINES = 250;

/**
 * Returns what a subscription that began in the past bills of it: flexible billing each period of its own, classic billing all in
 * one line for each item.
 *
 * @throws ApiError 400 for a beginning in the future, or one that makes too many lines.
 */
export function backdated(
  { billing_cycle_anchor: anchor, billing_mode: mode, items }: Subscription,
  { backdate_start_date: from, proration_behavior: proration }: BeginParams,
  now: number,
): Billed[] {
  if (from === undefined) return [];
  const refuse = (rule: string) =>
    invalidRequest(`Invalid backdate_start_date: ${rule}.`, { param: 'backdate_start_date' });
  if (from >= now) throw refuse('it has to lie in the past');
  if (proration === 'none') return [];
  const spansOf = mode.type === 'classic' ? inOne : byPeriods;
  return items.data.flatMap((item): Billed[] => {
    const spans = spansOf({ anchor, price: item.price }, from, now);
    if (spans.length > MOST_LINES)
      throw refuse(`it makes more than ${MOST_LINES} lines on the first invoice`);
    return spans.map((span) => ({ item, span }));
  });
}

interface Counted {
  anchor: number;
  price: Stripe.Price;
}

/** Each period that the past has, the first and the last in part. */
function byPeriods({ anchor, price }: Counted, from: number, now: number): Span[] {
  const spans: Span[] = [];
  for (let time = from; time < now && spans.length <= MOST_LINES; time = spans.at(-1)?.period.end ?? now)
    spans.push(spanFrom(anchor, everyOf(price), time, now));
  return spans;
}

/** The whole past, as a part of a period that began then. */
function inOne({ price }: Counted, from: number, now: number): Span[] {
  const whole = { start: from, end: boundary(from, everyOf(price), 1) };
  return [{ period: { start: from, end: now }, whole }];
}
