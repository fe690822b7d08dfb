import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import type { JobType, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { COLLECTING } from './job-names.js';
import type { UpdateParams } from './params.js';
import { changeSubscription, holdSubscription } from './store.js';

type Subscription = Stripe.Subscription;

/**
 * Returns how the invoices of a subscription are held back after a change.
 *
 * @throws ApiError 400 for an end of it in the past.
 */
export function collectionPause(
  { now }: Work,
  { pause_collection: before }: Subscription,
  { pause_collection: change }: Pick<UpdateParams, 'pause_collection'>,
): Subscription['pause_collection'] {
  if (change === undefined) return before;
  if (change === null) return null;
  const { behavior, resumes_at = null } = change;
  if (resumes_at === null || resumes_at > seconds(now)) return { behavior, resumes_at };
  throw invalidRequest('Invalid timestamp: must be an integer Unix timestamp in the future.', {
    param: 'pause_collection[resumes_at]',
  });
}

/** Adds the job that collects invoices again, where there is a time for that. */
export function scheduleCollecting(work: Work, { id, pause_collection: pause }: Subscription): void {
  if (pause?.resumes_at) work.outbox.later(COLLECTING, id, new Date(pause.resumes_at * 1000));
}

/** The job that lets the invoices of a subscription be collected again. */
export const collecting: JobType = {
  ...COLLECTING,
  async run(work, id) {
    const { subscription } = await holdSubscription(work, id);
    const at = subscription.pause_collection?.resumes_at;
    if (!at || at > seconds(work.now)) return;
    await changeSubscription(work, subscription, { pause_collection: null });
  },
};
