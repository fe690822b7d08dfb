import type { Database } from '../db/database.js';
import { postponeDueWork, removeDueWork, type TakenWork, takeDueWork, takeDueWorkOn } from '../due/queue.js';
import { faultOf, type Log } from '../http/log.js';
import { createOutbox } from '../outbox.js';
import type { ClockJobType, Work } from '../scope.js';
import type { Secrets } from '../secrets.js';
import { onClockAt } from '../transaction.js';
import type { JobQueue } from './queue.js';

/** Settings of the work of one process. */
interface Options {
  db: Database;
  secrets: Secrets;
  log: Log;
  types: readonly ClockJobType[];
  queue: JobQueue;
  /** Tells whether the process is ending, so that a failure is its own. */
  isEnding(): boolean;
}

/** Does one piece of the work that is due on the wall clock, in a transaction. Returns whether there was any. */
export function createRunner({ db, secrets, log, types, queue, isEnding }: Options): () => Promise<boolean> {
  const byName = new Map(types.map((type) => [type.name, type]));

  async function run(work: Work, { name, objectId }: TakenWork): Promise<void> {
    const type = byName.get(name);
    if (!type) throw new Error(`This version knows no job '${name}'.`);
    await type.run(work, objectId, runNextOn);
  }

  async function runNextOn(work: Work, clock: string, until: Date): Promise<Date | undefined> {
    const next = await takeDueWorkOn(work, clock, until);
    if (!next) return undefined;
    await run(onClockAt(work, clock, next.dueAt), next);
    await removeDueWork(work.db, next);
    return next.dueAt;
  }

  return async () => {
    const now = new Date();
    let next: TakenWork | undefined;
    let isMoreDue = false;
    try {
      await db.transaction(async (tx) => {
        next = await takeDueWork(tx, now);
        if (!next) return;
        const { accountId, livemode, origin } = next;
        const outbox = createOutbox(next, now, { requestId: null, idempotencyKey: null, origin }, queue);
        await run({ accountId, livemode, clock: null, origin, db: tx, secrets, now, outbox }, next);
        await removeDueWork(tx, next);
        isMoreDue = await outbox.flush(tx);
      });
    } catch (error) {
      if (!isEnding()) log(faultOf(error, next ? `${next.name} ${next.objectId}` : 'jobs'));
      if (!next) return false;
      await postponeDueWork(db, next, now).catch(() => {});
    }
    if (isMoreDue) queue.wake();
    return next !== undefined;
  };
}
