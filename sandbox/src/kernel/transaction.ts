import type { Platform } from './http/pipeline.js';
import { createOutbox } from './outbox.js';
import type { Scope, Work } from './scope.js';

/** Does work that no request asks for, in one transaction, as a request would. */
export async function inTransaction<Result>(
  { db, secrets, jobs }: Pick<Platform, 'db' | 'secrets' | 'jobs'>,
  { origin = null, ...scope }: Scope & Partial<Pick<Work, 'origin'>>,
  run: (work: Work) => Promise<Result>,
): Promise<Result> {
  const now = new Date();
  const outbox = createOutbox(scope, now, { requestId: null, idempotencyKey: null, origin }, jobs);
  let due = false;
  const result = await db.transaction(async (tx) => {
    const made = await run({ ...scope, clock: null, origin, db: tx, secrets, now, outbox });
    due = await outbox.flush(tx);
    return made;
  });
  if (due) jobs.wake();
  return result;
}

/**
 * Returns the same transaction for another account, such as that of a transfer for its destination. A test clock is of one
 * account: another one lives by the wall clock.
 */
export function asAccount(work: Work, accountId: string): Work {
  if (accountId === work.accountId) return work;
  const { outbox, ...own } = onWallClock(work);
  return { ...own, accountId, outbox: { ...outbox, ...outbox.of(accountId) } };
}

/** Returns the same transaction for objects that live by the wall clock, such as a balance. */
export const onWallClock = <Own extends Work>(work: Own): Own =>
  work.clock === null ? work : onClockAt(work, null, new Date());

/** Returns the same transaction for objects that live by a test clock, at a time of that clock. */
export const onClockAt = <Own extends Work>(work: Own, clock: string | null, now: Date): Own => ({
  ...work,
  clock,
  now,
  outbox: { ...work.outbox, ...work.outbox.at(clock, now) },
});
