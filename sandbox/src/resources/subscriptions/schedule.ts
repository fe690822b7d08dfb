import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';
import { scheduleEnd } from './cancel-at.js';
import { scheduleCollecting } from './collection-pause.js';
import { EXPIRY } from './job-names.js';

/** Time in which the first invoice has to be paid, in seconds. */
const PAYABLE_FOR = 23 * 3600;

/** Adds the jobs of a subscription whose periods or end have changed. */
export function rescheduled(work: Work, before: Stripe.Subscription, after: Stripe.Subscription): void {
  if (after.cancel_at !== before.cancel_at) scheduleEnd(work, after);
  if (after.pause_collection?.resumes_at !== before.pause_collection?.resumes_at)
    scheduleCollecting(work, after);
}

/** Adds the jobs of a new subscription. */
export function schedule(work: Work, subscription: Stripe.Subscription): void {
  if (subscription.status === 'incomplete') work.outbox.later(EXPIRY, subscription.id, PAYABLE_FOR);
  scheduleEnd(work, subscription);
}
