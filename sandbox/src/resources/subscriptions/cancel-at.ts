import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { CANCELING } from './job-names.js';
import type { CancelAt } from './params.js';
import { periodEndOf } from './store.js';

type Subscription = Stripe.Subscription;

/** When a subscription is to end. */
export interface EndChange {
  cancel_at?: CancelAt | null | undefined;
  cancel_at_period_end?: boolean | undefined;
}

/**
 * Returns a subscription with another time at which it ends.
 *
 * @throws ApiError 400 for a time in the past, and for two that contradict each other.
 */
export function withEnd(work: Work, before: Subscription, change: EndChange): Subscription {
  const { cancel_at: at, cancel_at_period_end: atPeriodEnd } = change;
  if (at !== undefined && at !== null && atPeriodEnd) {
    throw invalidRequest('You may only specify one of these parameters: cancel_at, cancel_at_period_end.', {
      code: 'parameters_exclusive',
      param: 'cancel_at_period_end',
    });
  }
  if (atPeriodEnd === true && before.cancel_at_period_end) return before;
  if (atPeriodEnd) return ending(work, before, periodEndOf(before, 'last'), true);
  if (typeof at === 'number') return ending(work, before, inFuture(work, at), false);
  if (at) return ending(work, before, periodEndOf(before, at === 'min_period_end' ? 'first' : 'last'), false);
  const isUndone = at === null || (atPeriodEnd === false && before.cancel_at_period_end);
  if (!isUndone) return before;
  return {
    ...before,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { ...detailsOf(before), reason: null },
  };
}

const ending = (work: Work, before: Subscription, at: number, isPeriodEnd: boolean): Subscription => ({
  ...before,
  cancel_at: at,
  cancel_at_period_end: isPeriodEnd,
  canceled_at: seconds(work.now),
  cancellation_details: { ...detailsOf(before), reason: 'cancellation_requested' },
});

const detailsOf = ({ cancellation_details: details }: Subscription) =>
  details as Stripe.Subscription.CancellationDetails;

function inFuture({ now }: Work, at: number): number {
  if (at > seconds(now)) return at;
  throw invalidRequest('Invalid timestamp: must be an integer Unix timestamp in the future.', {
    param: 'cancel_at',
  });
}

/** Adds the job that ends a subscription, where it has a time for that. */
export function scheduleEnd(work: Work, { cancel_at: at, id }: Subscription): void {
  if (at !== null) work.outbox.later(CANCELING, id, new Date(at * 1000));
}
