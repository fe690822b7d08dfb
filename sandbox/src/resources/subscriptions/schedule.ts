import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { scheduleEnd } from './cancel-at.js';
import { scheduleCollecting } from './collection-pause.js';
import { EXPIRY, RENEWAL } from './job-names.js';
import { periodEndOf } from './store.js';
import { scheduleTrialEnd } from './trial-will-end.js';
import { scheduleUpcoming } from './upcoming.js';

/** Time in which the first invoice has to be paid, in seconds. */
const PAYABLE_FOR = 23 * 3600;

/** Adds the jobs of a subscription whose periods or end have changed. */
export function rescheduled(work: Work, before: Stripe.Subscription, after: Stripe.Subscription): void {
  if (after.cancel_at !== before.cancel_at) scheduleEnd(work, after);
  if (after.pause_collection?.resumes_at !== before.pause_collection?.resumes_at)
    scheduleCollecting(work, after);
  if (periodEndOf(after) !== periodEndOf(before)) scheduleStart(work, after);
  else if (after.status !== before.status) renewLater(work, after);
}

/** Adds the jobs of a new subscription. */
export function schedule(work: Work, subscription: Stripe.Subscription): void {
  if (subscription.status === 'incomplete') work.outbox.later(EXPIRY, subscription.id, PAYABLE_FOR);
  else scheduleStart(work, subscription);
  scheduleEnd(work, subscription);
}

/** Adds the jobs of a subscription that has begun. */
export function scheduleStart(work: Work, subscription: Stripe.Subscription): void {
  scheduleTrialEnd(work, subscription);
  scheduleRenewal(work, subscription);
}

/** Adds the jobs of a period that has begun. */
export function scheduleRenewal(work: Work, subscription: Stripe.Subscription): void {
  renewLater(work, subscription);
  scheduleUpcoming(work, subscription);
}

function renewLater(work: Work, subscription: Stripe.Subscription): void {
  // The end may have passed while nothing was to be renewed.
  const at = Math.max(periodEndOf(subscription), seconds(work.now));
  work.outbox.later(RENEWAL, subscription.id, new Date(at * 1000));
}
