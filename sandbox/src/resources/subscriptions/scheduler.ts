import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';

/** What subscriptions have to know of the schedules that change them, which are built on subscriptions. */
export interface Scheduler {
  /** Makes the phase of a schedule count that has begun by now, before anything is renewed. */
  turn(work: Work, schedule: string): Promise<void>;
  /** Ends a schedule whose subscription has ended. */
  ended(work: Work, schedule: string): Promise<void>;
}

let scheduler: Scheduler = { turn: async () => {}, ended: async () => {} };

/** Names the schedules. */
export function followSchedules(one: Scheduler): void {
  scheduler = one;
}

/** Lets the schedule of a subscription, if it has one, change it before it is renewed. */
export const turnSchedule = async (work: Work, { schedule }: Stripe.Subscription): Promise<void> =>
  schedule ? scheduler.turn(work, String(schedule)) : undefined;

/** Ends the schedule of a subscription that has ended, if it has one. */
export const endSchedule = async (work: Work, { schedule }: Stripe.Subscription): Promise<void> =>
  schedule ? scheduler.ended(work, String(schedule)) : undefined;
