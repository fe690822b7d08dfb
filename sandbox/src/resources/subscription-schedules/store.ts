import type Stripe from 'stripe';
import { onClock } from '../../kernel/clocks/clock.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { Work } from '../../kernel/scope.js';
import { type Documents, documents } from '../../kernel/store/documents.js';
import { lockCustomer } from '../customers/index.js';
import { subscriptionSchedules as table } from './table.js';

type Schedule = Stripe.SubscriptionSchedule;

export const schedules: Documents<typeof table> = documents(table, 'subscription_schedule');

/** A schedule that nobody else changes until the transaction ends. */
export interface Held<Own extends Work = Work> {
  /** The transaction, at the time of the schedule's clock. */
  work: Own;
  schedule: Schedule;
}

/**
 * Locks a schedule, after its customer: all transactions lock in this order, so that no two wait for each other.
 *
 * @throws ApiError 404 `resource_missing`; 400 while its test clock is being advanced.
 */
export async function holdSchedule<Own extends Work>(request: Own, id: string): Promise<Held<Own>> {
  const { customerId } = await schedules.find(request, id, 'id');
  await lockCustomer(request, customerId);
  const { body } = await schedules.lock(request, id, 'id');
  return { work: await onClock(request, body.test_clock), schedule: body };
}

export async function insertSchedule(work: Work, body: Schedule): Promise<void> {
  await schedules.insert(work, { id: body.id, body, customerId: String(body.customer), ...columnsOf(body) });
  work.outbox.emit('subscription_schedule.created', body);
}

/** Saves a schedule after a change, and tells of it where there is one. */
export async function changeSchedule(
  work: Work,
  before: Schedule,
  change: Partial<Schedule>,
): Promise<Schedule> {
  const after = await storeSchedule(work, { ...before, ...change });
  const previous = previousAttributes(before, after);
  if (Object.keys(previous).length > 0) work.outbox.emit('subscription_schedule.updated', after, previous);
  return after;
}

/** Saves a schedule after a change of which the caller tells. */
export async function storeSchedule(work: Work, after: Schedule): Promise<Schedule> {
  await schedules.replace(work, after.id, { body: after, ...columnsOf(after) });
  return after;
}

const at = (time: number | null) => (time === null ? null : new Date(time * 1000));

const columnsOf = (schedule: Schedule) => ({
  canceledAt: at(schedule.canceled_at),
  completedAt: at(schedule.completed_at),
  releasedAt: at(schedule.released_at),
  status: schedule.status,
});
