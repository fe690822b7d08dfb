import { and, eq, type SQL } from 'drizzle-orm';
import type Stripe from 'stripe';
import { onClock } from '../../kernel/clocks/clock.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Work } from '../../kernel/scope.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { detachAll } from '../payment-methods/index.js';
import { type CustomerRow, customers, refuseDeleted } from './customers.js';
import { customers as table } from './table.js';

/** Largest number of customers of one test clock, as in the public API. */
const CUSTOMERS_PER_CLOCK = 3;

const ofClock = (work: Work, clock: string): SQL | undefined =>
  and(ownedBy(work, table), eq(table.testClock, clock), eq(table.deleted, false));

/** @throws ApiError 400 for a test clock that has all the customers that it can have. */
export async function refuseFullClock(work: Work, clock: string): Promise<void> {
  if ((await work.db.$count(table, ofClock(work, clock))) < CUSTOMERS_PER_CLOCK) return;
  throw invalidRequest(
    `Test clock ${clock} already has ${CUSTOMERS_PER_CLOCK} customers, and can't have more. Create another test clock.`,
    { param: 'test_clock' },
  );
}

/**
 * Lets an existing customer live by a test clock from now on.
 *
 * @throws ApiError 404; 400 for one that lives by another test clock.
 */
export async function putOnClock(work: Work, id: string): Promise<void> {
  const { body } = refuseDeleted(await customers.lock(work, id), 'customer');
  if (body.test_clock) {
    throw invalidRequest(`Customer ${id} already lives by test clock ${body.test_clock}.`, {
      param: 'customer',
    });
  }
  await customers.replace(work, id, { body: { ...body, test_clock: work.clock }, testClock: work.clock });
}

/** Ends what a customer has who is deleted, in the same transaction. */
export type DeletionFollower = (work: Work, customer: Stripe.Customer) => Promise<void>;

let follow: DeletionFollower = async () => {};

/** Names who has to know of the deletion of customers. They know nothing of subscriptions. */
export function followDeletions(follower: DeletionFollower): void {
  follow = follower;
}

/**
 * Deletes a customer, whose row has to be locked, and all payment methods of it.
 *
 * @throws ApiError 404 for one that is deleted already; 400 while its test clock is being advanced.
 */
export async function deleteCustomer(request: Work, row: CustomerRow): Promise<Stripe.DeletedCustomer> {
  const { id, body, testClock } = refuseDeleted(row, 'id');
  const work = await onClock(request, testClock);
  await follow(work, body);
  await detachAll(work, id);
  await customers.replace(work, id, { deleted: true });
  work.outbox.emit('customer.deleted', body);
  return { id, object: 'customer', deleted: true };
}

/** Deletes the customers of a test clock, which has to be locked. */
export async function deleteCustomersOf(work: Work, clock: string): Promise<void> {
  const rows = await work.db
    .select()
    .from(table)
    .where(ofClock(work, clock))
    .orderBy(table.seq)
    .for('update');
  for (const row of rows) await deleteCustomer(work, row);
}
