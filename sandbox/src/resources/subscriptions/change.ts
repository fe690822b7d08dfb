import type Stripe from 'stripe';
import { type Proration, unusedOf } from '../../billing/changes.js';
import { periodAt } from '../../billing/periods.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { withPeriods } from './bill.js';
import type { Billed } from './lines.js';
import type { Turn } from './params.js';
import { holdingsOf, prorationsBetween, withPaid } from './prorations.js';
import { everyOf, spanFrom } from './spans.js';
import { LONGEST_TRIAL } from './start.js';
import { periodEndOf } from './store.js';
import { type Used, usageStart, usedBefore, usedByNow } from './usage.js';

type Subscription = Stripe.Subscription;
type Item = Stripe.SubscriptionItem;

/** A change of a subscription, with what has to be paid for it. */
export interface Changed {
  subscription: Subscription;
  /** What the change costs and gives back in periods that are paid for already. */
  prorations: Proration[];
  /** What is billed at once because periods start over; `null` where none does. */
  billed: Billed[] | null;
  /** What was used of metered items until now, where it is billed by the change. */
  used: Used[];
}

/**
 * Returns what becomes of a subscription whose items, end, trial or anchor change.
 *
 * @param wanted The subscription after the change, but for its periods.
 * @throws ApiError 400 for times that do not fit.
 */
export async function turned(
  work: Work,
  before: Subscription,
  wanted: Subscription,
  turn: Turn,
): Promise<Changed> {
  if (!wanted.cancel_at_period_end) return turnedTo(work, before, wanted, turn);
  // It ends with its period, wherever that ends after the change.
  const changed = await turnedTo(work, before, { ...wanted, cancel_at: null }, turn);
  const cancel_at = periodEndOf(changed.subscription, 'last');
  return { ...changed, subscription: { ...changed.subscription, cancel_at } };
}

function turnedTo(
  work: Work,
  before: Subscription,
  wanted: Subscription,
  turn: Turn,
): Changed | Promise<Changed> {
  const { billing_cycle_anchor: anchor, trial_end: trialEnd } = turn;
  const now = seconds(work.now);
  if (typeof trialEnd === 'number')
    return trialUntil(work, before, wanted, turn, checkedTrial(trialEnd, now));
  if (isTrialing(before, now))
    return trialEnd === 'now' ? begunAnew(work, before, wanted, turn) : inTrial(before, wanted, turn);
  // Nobody pays for the time of a pause.
  if (before.status === 'paused')
    return inPeriod(work, before, wanted, { ...turn, proration_behavior: 'none' });
  const isAnew = anchor?.type === 'now' || startsAnew(before, wanted);
  return (isAnew ? begunAnew : inPeriod)(work, before, wanted, turn);
}

const isTrialing = ({ trial_end: end }: Subscription, now: number): boolean => end !== null && end > now;

function checkedTrial(end: number, now: number): number {
  const refuse = (rule: string) => invalidRequest(rule, { param: 'trial_end' });
  if (end <= now) throw refuse('Invalid timestamp: must be an integer Unix timestamp in the future.');
  if (end > now + LONGEST_TRIAL) throw refuse('A trial takes at most two years.');
  return end;
}

/** Tells whether a change begins new periods by itself: all prices have other intervals, or what was free is paid for. */
function startsAnew(before: Subscription, { items: { data: after } }: Subscription): boolean {
  const intervals = before.items.data.map(({ price }) => JSON.stringify(everyOf(price)));
  if (after.every(({ price }) => !intervals.includes(JSON.stringify(everyOf(price))))) return true;
  return before.items.data.every(isFree) && !after.every(isFree);
}

const isFree = ({ price, quantity }: Item): boolean => price.unit_amount === 0 || quantity === 0;

/** The time until the end of a trial costs nothing, and what was paid for it is given back. */
async function trialUntil(
  work: Work,
  before: Subscription,
  wanted: Subscription,
  turn: Turn,
  end: number,
): Promise<Changed> {
  const now = seconds(work.now);
  const isLonger = isTrialing(before, now);
  const start = isLonger ? (before.trial_start ?? now) : now;
  const period = { start, end };
  const billed = wanted.items.data.map(
    (item): Billed => ({ item, span: { period, whole: period }, free: 'trial' }),
  );
  const subscription: Subscription = {
    ...withPeriods(wanted, billed),
    billing_cycle_anchor: end,
    status: 'trialing',
    trial_end: end,
    trial_start: start,
  };
  if (isLonger) return { subscription, prorations: [], billed: null, used: [] };
  const prorations = await unusedFrom(work, before, turn);
  return { subscription, prorations, billed, used: usedByNow(work, before) };
}

/** During a trial, changes cost nothing. */
function inTrial(before: Subscription, wanted: Subscription, turn: Turn): Changed {
  if (turn.billing_cycle_anchor?.type === 'now') {
    throw invalidRequest(
      'During a trial, its end is the anchor of the billing cycle. Send trial_end=now to begin with the first period.',
      { param: 'billing_cycle_anchor' },
    );
  }
  const period = { start: before.trial_start ?? before.created, end: before.trial_end ?? before.created };
  const billed = wanted.items.data.map((item): Billed => ({ item, span: { period, whole: period } }));
  return { subscription: withPeriods(wanted, billed), prorations: [], billed: null, used: [] };
}

/** All periods begin now. What is left of the old ones is given back. */
async function begunAnew(
  work: Work,
  before: Subscription,
  wanted: Subscription,
  turn: Turn,
): Promise<Changed> {
  const now = seconds(work.now);
  const endsTrial = isTrialing(before, now);
  const billed = wanted.items.data.map(
    (item): Billed => ({ item, span: spanFrom(now, everyOf(item.price), now, wanted.cancel_at) }),
  );
  const subscription: Subscription = {
    ...withPeriods(wanted, billed),
    billing_cycle_anchor: now,
    ...(before.status === 'trialing' && { status: 'active' as const }),
    ...(endsTrial && { trial_end: now }),
  };
  const prorations = before.status === 'trialing' ? [] : await unusedFrom(work, before, turn);
  return { subscription, prorations, billed, used: usedByNow(work, before) };
}

async function unusedFrom(work: Work, before: Subscription, turn: Turn): Promise<Proration[]> {
  if (turn.proration_behavior === 'none') return [];
  const at = timeOf(work, before, turn);
  const holdings = await withPaid(work, before, await holdingsOf(work, before));
  return holdings.filter(({ period }) => period.end > at).map((holding) => unusedOf(holding, at));
}

/** Periods stay as they are, but for those of new prices and for the end of the subscription. */
async function inPeriod(
  work: Work,
  before: Subscription,
  wanted: Subscription,
  turn: Turn,
): Promise<Changed> {
  const now = seconds(work.now);
  const billed = wanted.items.data.map((item): Billed => {
    const known = before.items.data.find(({ price }) => sameInterval(price, item.price));
    const time = known ? known.current_period_end - 1 : now;
    const whole = periodAt(before.billing_cycle_anchor, everyOf(item.price), time);
    const start = usageStart(work, before, item) ?? known?.current_period_start ?? now;
    const period = { start, end: endOf(whole.end, wanted, now) };
    return { item, span: { period, whole } };
  });
  const subscription = withPeriods(wanted, billed);
  const used = usedBefore(work, before, subscription);
  if (turn.proration_behavior === 'none') return { subscription, prorations: [], billed: null, used };
  const at = timeOf(work, before, turn);
  const prorations = await prorationsBetween(work, before, subscription, at);
  return { subscription, prorations, billed: null, used };
}

/** A period ends with its subscription, where that ends before. */
const endOf = (end: number, { cancel_at: at }: Subscription, now: number): number =>
  at !== null && at > now ? Math.min(end, at) : end;

const sameInterval = (one: Stripe.Price, other: Stripe.Price): boolean =>
  JSON.stringify(everyOf(one)) === JSON.stringify(everyOf(other));

/**
 * Returns the time from which a change counts.
 *
 * @throws ApiError 400 for one that is not in the current period.
 */
function timeOf({ now }: Work, { items }: Subscription, { proration_date: date }: Turn): number {
  if (date === undefined) return seconds(now);
  const isInside = items.data.every(
    (item) => item.current_period_start <= date && date < item.current_period_end,
  );
  if (isInside) return date;
  throw invalidRequest('Invalid proration_date: it has to lie in the current period of the subscription.', {
    param: 'proration_date',
  });
}
