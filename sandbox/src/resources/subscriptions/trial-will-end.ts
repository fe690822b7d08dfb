import type Stripe from 'stripe';
import type { JobType, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { TRIAL_WILL_END } from './job-names.js';
import { subscriptions } from './store.js';

/** Time between the event that tells of the end of a trial, and that end, in seconds. */
const TOLD_BEFORE = 3 * 24 * 3600;

/** Tells of the end of a trial three days before, or now where it is nearer. */
export function scheduleTrialEnd(work: Work, subscription: Stripe.Subscription): void {
  const { id, status, trial_end: at } = subscription;
  if (status !== 'trialing' || at === null) return;
  const told = at - TOLD_BEFORE;
  if (told <= seconds(work.now)) work.outbox.emit('customer.subscription.trial_will_end', subscription);
  else work.outbox.later(TRIAL_WILL_END, `${id} ${at}`, new Date(told * 1000));
}

/** The job that tells of the end of a trial, unless that was moved. */
export const trialWillEnd: JobType = {
  ...TRIAL_WILL_END,
  async run(work, ids) {
    const [id = '', at] = ids.split(' ');
    const { body } = await subscriptions.find(work, id);
    if (body.status === 'trialing' && String(body.trial_end) === at)
      work.outbox.emit('customer.subscription.trial_will_end', body);
  },
};
