import type PgBoss from 'pg-boss';
import type { Database } from '../db/database.js';
import { faultOf, type Log } from '../http/log.js';
import type { JobType, Scope } from '../scope.js';
import type { Secrets } from '../secrets.js';
import { inTransaction } from '../transaction.js';
import { bossOn, connection, type QueueName } from './boss.js';
import { DELIVERY, type Job, type JobQueue } from './queue.js';
import { createWorker } from './worker.js';

/** The background work of one process: the jobs that it adds, and the jobs of any process that it takes. */
export interface Jobs extends JobQueue {
  /** Takes jobs from now on. */
  start(): void;
  /** Takes no more jobs. Resolves when the jobs that were taken are done, or have been put back. */
  stop(): Promise<void>;
}

type TakenJob = PgBoss.Job<Job & Scope>;

/**
 * Largest number of deliveries under way. Most of them wait for an answer, or for a place at their endpoint.
 */
const DELIVERIES_AT_ONCE = 512;
const WORK_AT_ONCE = 2;

/** Interval of looking for jobs of other processes, and for jobs that have become due, in ms. */
const LOOK_MS = 1000;
/** Interval of looking for jobs whose process has died, in ms. */
const EXPIRE_MS = 5000;
const GRACE_MS = 2000;

/** Settings of a process's background work. */
export interface JobsOptions {
  db: Database;
  secrets: Secrets;
  log: Log;
  types: readonly JobType[];
  deliver: Deliver;
}

/** Sends an endpoint the events of one object. */
export type Deliver = (
  stream: Scope & { endpointId: string; objectId: string; eventAccountId: string },
  means: DeliveryMeans,
) => Promise<void>;

/** Resources that a delivery works with. */
export interface DeliveryMeans {
  db: Database;
  /** Adds a job that looks at the stream again after so many seconds, if the transaction is committed. */
  again(tx: Database, seconds: number): Promise<void>;
  /** Logs each attempt. */
  log: Log;
  /** Ends attempts under way when the process ends. */
  signal: AbortSignal;
}

export function createJobs({ db, secrets, log, types, deliver }: JobsOptions): Jobs {
  const byName = new Map(types.map((type) => [type.name, type]));
  const boss = bossOn(db);
  const ending = new AbortController();
  const workers = [
    createWorker<Job & Scope>(boss, 'deliveries', DELIVERIES_AT_ONCE, guarded('deliveries', doDelivery)),
    createWorker<Job & Scope>(boss, 'work', WORK_AT_ONCE, guarded('work', doWork)),
  ];
  const queue: JobQueue = { enqueue, wake };
  const timers: NodeJS.Timeout[] = [];
  let started = false;

  async function enqueue(tx: Database, scope: Scope, jobs: { job: Job; seconds: number }[]): Promise<void> {
    const rows = jobs.map(({ job, seconds }) => ({
      name: job.name === DELIVERY ? 'deliveries' : 'work',
      data: { ...job, ...scope },
      startAfter: String(seconds),
    }));
    await boss.insert(rows, { db: connection(tx) });
  }

  function wake(): void {
    if (started) for (const worker of workers) worker.look();
  }

  /** Runs a job. A job that fails is logged, and run again later. */
  function guarded(name: QueueName, run: (job: TakenJob) => Promise<void>) {
    return async (job: TakenJob) => {
      try {
        await run(job);
      } catch (error) {
        if (error instanceof Overtaken) return;
        const { aborted } = ending.signal;
        if (!aborted) log(faultOf(error, `${job.data.name} ${job.data.id}`));
        // The claim of a delivery may still be valid: its job is left to expire, which takes longer than the
        // claim.
        if (name === 'work' || aborted) await boss.fail(name, job.id).catch(() => {});
      }
    };
  }

  async function doDelivery({ id, data: { accountId, livemode, ...job } }: TakenJob): Promise<void> {
    // Jobs of earlier releases name no account: the endpoint's own.
    const [endpointId = '', objectId = '', eventAccountId = accountId] = job.id.split(' ');
    const again = (tx: Database, seconds: number) => enqueue(tx, { accountId, livemode }, [{ job, seconds }]);
    const stream = { accountId, livemode, endpointId, objectId, eventAccountId };
    await deliver(stream, { db, again, log, signal: ending.signal });
    await boss.deleteJob('deliveries', id);
  }

  async function doWork({ id, data }: TakenJob): Promise<void> {
    const { name, accountId, livemode } = data;
    await inTransaction({ db, secrets, jobs: queue }, { accountId, livemode }, async (work) => {
      const type = byName.get(name);
      if (!type) throw new Error(`This version knows no job '${name}'.`);
      await type.run(work, data.id);
      // The deletion is in the job's own transaction: the first process that ends a job is the one that has
      // done it.
      const ended: unknown = await boss.deleteJob('work', id, { db: connection(work.db) });
      if ((ended as { affected: number }).affected === 0) throw new Overtaken();
    });
  }

  return {
    enqueue,
    wake,
    start() {
      started = true;
      timers.push(setInterval(wake, LOOK_MS).unref());
      timers.push(setInterval(() => boss.expire().catch(() => {}), EXPIRE_MS).unref());
      wake();
    },
    async stop() {
      for (const timer of timers) clearInterval(timer);
      const cut = setTimeout(() => ending.abort(), GRACE_MS);
      await Promise.all(workers.map((worker) => worker.stop()));
      clearTimeout(cut);
    },
  };
}

/**
 * An error for a job that another process has done since it was taken. When it is thrown, it undoes the
 * changes of this one.
 */
class Overtaken extends Error {}
