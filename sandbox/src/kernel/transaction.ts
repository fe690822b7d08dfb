import type { Platform } from './http/pipeline.js';
import { createOutbox } from './outbox.js';
import type { Scope, Work } from './scope.js';

/** Does work that no request asks for, in one transaction, as a request would. */
export async function inTransaction<Result>(
  { db, secrets, jobs }: Pick<Platform, 'db' | 'secrets' | 'jobs'>,
  scope: Scope,
  run: (work: Work) => Promise<Result>,
): Promise<Result> {
  const now = new Date();
  const outbox = createOutbox(scope, now, { requestId: null, idempotencyKey: null }, jobs);
  let due = false;
  const result = await db.transaction(async (tx) => {
    const made = await run({ ...scope, db: tx, secrets, now, outbox });
    due = await outbox.flush(tx);
    return made;
  });
  if (due) jobs.wake();
  return result;
}

/** Returns the same transaction for another account, such as that of a transfer for its destination. */
export const asAccount = (work: Work, accountId: string): Work => ({
  ...work,
  accountId,
  outbox: { ...work.outbox, ...work.outbox.of(accountId) },
});
