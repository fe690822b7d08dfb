import { and, eq, notInArray } from 'drizzle-orm';
import { boundary } from '../../billing/periods.js';
import type { Work } from '../../kernel/scope.js';
import { ownedBy } from '../../kernel/store/owner.js';
import type { DeletionFollower } from '../customers/index.js';
import { ENDED, end } from './cancel.js';
import { everyOf } from './spans.js';
import { subscriptions as table } from './table.js';

/** Ends the subscriptions of a customer who is deleted. */
export const followDeletion: DeletionFollower = async (work, customer) => {
  const rows = await work.db
    .select()
    .from(table)
    .where(and(ownedBy(work, table), eq(table.customerId, customer.id), notInArray(table.status, ENDED)))
    .orderBy(table.seq)
    .for('update');
  for (const { body: subscription } of rows) await end({ subscription, work }, 'cancellation_requested');
};

/** Longest advance of a test clock, in intervals of the subscription that is renewed most often. */
const MOST_INTERVALS = 2;

/** Returns the time to which the subscriptions of a test clock let it be advanced; `undefined` where there are none. */
export async function latestTimeFor(work: Work, clock: string, now: number): Promise<number | undefined> {
  const rows = await work.db
    .select({ body: table.body })
    .from(table)
    .where(
      and(ownedBy(work, table), eq(table.testClock, clock), notInArray(table.status, [...ENDED, 'paused'])),
    );
  const ends = rows.flatMap(({ body }) =>
    body.items.data.map(({ price }) => boundary(now, everyOf(price), MOST_INTERVALS)),
  );
  return ends.length === 0 ? undefined : Math.min(...ends);
}
