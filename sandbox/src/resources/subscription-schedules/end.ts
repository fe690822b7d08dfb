import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { cancelHeld, changeSubscription, holdSubscription } from '../subscriptions/index.js';
import { storeSchedule } from './store.js';

type Schedule = Stripe.SubscriptionSchedule;

/** Statuses of schedules that still change something. */
export const RUNNING = ['active', 'not_started'];

/** Ends a schedule after its last phase, in the way that it says. */
export async function finish(work: Work, schedule: Schedule): Promise<Schedule> {
  if (schedule.end_behavior !== 'cancel') return release(work, schedule);
  const after = await storeSchedule(work, {
    ...schedule,
    completed_at: seconds(work.now),
    current_phase: null,
    status: 'completed',
  });
  work.outbox.emit('subscription_schedule.completed', after);
  if (schedule.subscription)
    await cancelHeld(await holdSubscription(work, String(schedule.subscription)), {
      bills: false,
      prorates: false,
    });
  return after;
}

/** Ends a schedule, and leaves its subscription as it is. */
export async function release(work: Work, schedule: Schedule): Promise<Schedule> {
  const after = await storeSchedule(work, {
    ...schedule,
    current_phase: null,
    released_at: seconds(work.now),
    released_subscription: schedule.subscription && String(schedule.subscription),
    status: 'released',
    subscription: null,
  });
  work.outbox.emit('subscription_schedule.released', after);
  await forget(work, schedule);
  return after;
}

/** Ends a schedule that can't go on, or whose subscription has ended. */
export async function cancel(work: Work, schedule: Schedule): Promise<Schedule> {
  const after = await storeSchedule(work, {
    ...schedule,
    canceled_at: seconds(work.now),
    current_phase: null,
    status: 'canceled',
  });
  work.outbox.emit('subscription_schedule.canceled', after);
  return after;
}

/** Lets a subscription be one without a schedule. */
async function forget(work: Work, { subscription: id }: Schedule): Promise<void> {
  if (!id) return;
  const { subscription } = await holdSubscription(work, String(id));
  await changeSubscription(work, subscription, { schedule: null });
}
