import type Stripe from 'stripe';
import { remainingOf, unusedOf } from '../../billing/changes.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Call } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { isMetered } from '../prices/index.js';
import { applyChange } from './apply.js';
import { withPeriods } from './bill.js';
import type { Changed } from './change.js';
import type { Billed } from './lines.js';
import type { PauseParams, ResumeParams } from './params.js';
import { holdingsOf, withPaid } from './prorations.js';
import { rescheduled } from './schedule.js';
import { everyOf, spanFrom } from './spans.js';
import { holdSubscription, storeSubscription } from './store.js';
import { usedByNow } from './usage.js';

type Subscription = Stripe.Subscription;

/** Statuses of subscriptions that are paid for. */
const PAUSABLE = ['active', 'past_due'];

/**
 * Pauses a subscription: it bills nothing until it is resumed, and what is unused of its periods is given back.
 *
 * @throws ApiError 400 for one that nobody pays for.
 */
export async function pauseSubscription(call: Call<PauseParams>): Promise<Subscription> {
  const held = await holdSubscription(call, call.id);
  const { subscription: before, work } = held;
  if (!PAUSABLE.includes(before.status)) throw notPausable(before);
  const {
    bill_for: {
      outstanding_usage_through: { type: through },
      unused_time_from: { type: from },
    },
    invoicing_behavior: invoicing,
  } = call.params;
  const prorations = from === 'none' ? [] : await unusedFrom(work, before, from);
  const used = through === 'none' ? [] : usedByNow(work, before);
  const billed = await applyChange(
    held,
    { subscription: before, prorations, billed: null, used },
    {
      offSession: true,
      origin: call.origin,
      payment_behavior: 'allow_incomplete',
      proration_behavior: invoicing === 'invoice' ? 'always_invoice' : 'create_prorations',
    },
  );
  return paused(work, billed, 'pause_requested');
}

const notPausable = ({ id, status }: Subscription) =>
  invalidRequest(
    `Subscription ${id} is ${status}. Only one that is ${PAUSABLE.join(' or ')} can be paused.`,
    {
      code: 'status_transition_invalid',
    },
  );

async function unusedFrom(work: Work, subscription: Subscription, from: 'item_current_period_start' | 'now') {
  const now = seconds(work.now);
  const holdings = await withPaid(work, subscription, await holdingsOf(work, subscription));
  return holdings
    .filter(({ period }) => period.end > now)
    .map((holding) => unusedOf(holding, from === 'now' ? now : holding.period.start));
}

/** Marks a subscription as paused. */
export async function paused(
  work: Work,
  before: Subscription,
  type: Stripe.Subscription.StatusDetails.Paused.Subscription.Type,
): Promise<Subscription> {
  const after: Subscription = {
    ...before,
    status: 'paused',
    status_details: {
      paused: { subscription: { type }, transitioned_at: seconds(work.now), type: 'subscription' },
    },
  };
  await storeSubscription(work, after);
  work.outbox.emit('customer.subscription.paused', after);
  return after;
}

/**
 * Resumes a paused subscription, and bills the time from now on.
 *
 * @throws ApiError 400 for one that is not paused, or has nothing to pay with.
 */
export async function resumeSubscription(call: Call<ResumeParams>): Promise<Subscription> {
  const held = await holdSubscription(call, call.id);
  const { subscription: before, work } = held;
  if (before.status !== 'paused') {
    throw invalidRequest(
      `Subscription ${before.id} is ${before.status}. Only one that is paused can be resumed.`,
      {
        code: 'status_transition_invalid',
      },
    );
  }
  const { billing_cycle_anchor: anchor, proration_behavior } = call.params;
  const active = { ...before, status: 'active', status_details: undefined } as Subscription;
  const outbox = work.outbox.ahead();
  const changed = anchor.type === 'now' ? anew(work, active) : await inOldPeriods(work, active, call.params);
  const after = await applyChange(held, changed, {
    offSession: true,
    origin: call.origin,
    payment_behavior: 'allow_incomplete',
    proration_behavior,
  });
  outbox.emit('customer.subscription.resumed', after);
  rescheduled(work, before, after);
  return after;
}

/** All periods begin now. */
function anew(work: Work, before: Subscription): Changed {
  const now = seconds(work.now);
  const billed = before.items.data.map(
    (item): Billed => ({ item, span: spanFrom(now, everyOf(item.price), now, before.cancel_at) }),
  );
  const subscription = { ...withPeriods(before, billed), billing_cycle_anchor: now };
  return { subscription, prorations: [], billed, used: [] };
}

/** Periods go on as if there had been no pause. What is left of them is paid for. */
async function inOldPeriods(
  work: Work,
  before: Subscription,
  { proration_behavior: behavior, proration_date: date }: ResumeParams,
): Promise<Changed> {
  const now = seconds(work.now);
  const billed = before.items.data.map((item): Billed => {
    const span = spanFrom(before.billing_cycle_anchor, everyOf(item.price), now, before.cancel_at);
    // Nobody pays for what was used in the pause.
    const start = isMetered(item.price) ? now : span.whole.start;
    return { item, span: { ...span, period: { start, end: span.period.end } } };
  });
  const subscription = withPeriods(before, billed);
  if (behavior === 'none') return { subscription, prorations: [], billed: null, used: [] };
  const from = date ?? now;
  const isInside = billed.every(({ span: { period } }) => period.start <= from && from < period.end);
  if (!isInside) {
    throw invalidRequest('Invalid proration_date: it has to lie in the current period of the subscription.', {
      param: 'proration_date',
    });
  }
  const holdings = await holdingsOf(work, subscription);
  return { subscription, prorations: holdings.map((one) => remainingOf(one, from)), billed: null, used: [] };
}
