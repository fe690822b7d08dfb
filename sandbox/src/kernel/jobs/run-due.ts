import type { Database } from '../db/database.js';
import { postponeDueWork, type TakenWork, takeDueWork, takeDueWorkOn } from '../due/queue.js';
import { faultOf, type Log } from '../http/log.js';
import { createOutbox } from '../outbox.js';
import type { ClockJobType, RunOn, Work } from '../scope.js';
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

/** Most jobs of a test clock in one transaction. Requests to an embedded database wait for it. */
const MOST_AT_ONCE = 10;

/** Does one piece of the work that is due on the wall clock, in a transaction. Returns whether there was any. */
export function createRunner({ db, secrets, log, types, queue, isEnding }: Options): () => Promise<boolean> {
  const byName = new Map(types.map((type) => [type.name, type]));

  async function run(work: Work, { name, objectId }: TakenWork): Promise<void> {
    const type = byName.get(name);
    if (!type) throw new Error(`This version knows no job '${name}'.`);
    await type.run(work, objectId, runOn);
  }

  // While a clock is advanced, its objects are left alone by all others. Those of the wall clock, such as a balance, are not:
  // a transaction that waited for more after them could wait for one that waits for it.
  const runOn: RunOn = async (work, clock, until) => {
    let reached: Date | undefined;
    for (let count = 0; count < MOST_AT_ONCE && !work.outbox.reachesWall(); count++) {
      try {
        const at = await work.outbox.part(work.db, (db) => runNextOn({ ...work, db }, clock, until));
        if (!at) break;
        reached = at;
      } catch (error) {
        if (!reached) throw error;
        log(faultOf(error, clock));
        break;
      }
    }
    return reached;
  };

  async function runNextOn(work: Work, clock: string, until: Date): Promise<Date | undefined> {
    const next = await takeDueWorkOn(work, clock, until);
    if (next) await run(onClockAt(work, clock, next.dueAt), next);
    return next?.dueAt;
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
