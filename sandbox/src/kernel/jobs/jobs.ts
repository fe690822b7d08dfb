import type PgBoss from 'pg-boss';
import type { Database } from '../db/database.js';
import { faultOf, type Log } from '../http/log.js';
import type { ClockJobType } from '../scope.js';
import type { Secrets } from '../secrets.js';
import { bossOn, connection } from './boss.js';
import { createHand } from './hand.js';
import type { Delivery, JobQueue } from './queue.js';
import { createRunner } from './run-due.js';
import { createWorker } from './worker.js';

/** The background work of one process: the jobs that it adds, and the jobs of any process that it takes. */
export interface Jobs extends JobQueue {
  /** Takes jobs from now on. */
  start(): void;
  /** Takes no more jobs. Resolves when the jobs that were taken are done, or have been put back. */
  stop(): Promise<void>;
}

/** A delivery in the queue. `id` has the ids of the endpoint, the object and its account. */
type DeliveryJob = PgBoss.Job<{ name: 'deliver'; id: string; accountId: string; livemode: boolean }>;

/**
 * Largest number of deliveries under way. Most of them wait for an answer, or for a place at their endpoint.
 */
const DELIVERIES_AT_ONCE = 512;
const WORK_AT_ONCE = 2;

/** Interval of looking for jobs of other processes, and for jobs that have become due, in ms. */
const LOOK_MS = 1000;
/** Interval of looking for deliveries whose process has died, in ms. */
const EXPIRE_MS = 5000;
const GRACE_MS = 2000;

/** Settings of a process's background work. */
export interface JobsOptions {
  db: Database;
  secrets: Secrets;
  log: Log;
  types: readonly ClockJobType[];
  deliver: Deliver;
}

/** Sends an endpoint the events of one object. */
export type Deliver = (stream: Delivery, means: DeliveryMeans) => Promise<void>;

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
  const boss = bossOn(db);
  const ending = new AbortController();
  const worker = createWorker(boss, 'deliveries', DELIVERIES_AT_ONCE, tryDelivery);
  const queue: JobQueue = { deliver: (tx, deliveries) => insert(tx, deliveries, 0), wake };
  const isEnding = () => ending.signal.aborted;
  const runNext = createRunner({ db, secrets, log, types, queue, isEnding });
  const hands = Array.from({ length: WORK_AT_ONCE }, () => createHand(runNext));
  const timers: NodeJS.Timeout[] = [];
  let started = false;

  async function insert(tx: Database, deliveries: readonly Delivery[], seconds: number): Promise<void> {
    if (deliveries.length === 0) return;
    const rows = deliveries.map(({ accountId, livemode, endpointId, objectId, eventAccountId }) => ({
      name: 'deliveries',
      data: { name: 'deliver', id: `${endpointId} ${objectId} ${eventAccountId}`, accountId, livemode },
      startAfter: String(seconds),
    }));
    await boss.insert(rows, { db: connection(tx) });
  }

  function wake(): void {
    if (started) for (const one of [worker, ...hands]) one.look();
  }

  /** Delivers. A delivery that fails is logged, and made again later. */
  async function tryDelivery(job: DeliveryJob): Promise<void> {
    try {
      await doDelivery(job);
    } catch (error) {
      // The claim of a delivery may still be valid: its job is left to expire, which takes longer than the
      // claim.
      if (isEnding()) await boss.fail('deliveries', job.id).catch(() => {});
      else log(faultOf(error, `${job.data.name} ${job.data.id}`));
    }
  }

  async function doDelivery({ id, data: { accountId, livemode, id: ids } }: DeliveryJob): Promise<void> {
    // Jobs of earlier releases name no account: the endpoint's own.
    const [endpointId = '', objectId = '', eventAccountId = accountId] = ids.split(' ');
    const stream = { accountId, livemode, endpointId, objectId, eventAccountId };
    const again = (tx: Database, seconds: number) => insert(tx, [stream], seconds);
    await deliver(stream, { db, again, log, signal: ending.signal });
    await boss.deleteJob('deliveries', id);
  }

  return {
    ...queue,
    start() {
      started = true;
      timers.push(setInterval(wake, LOOK_MS).unref());
      timers.push(setInterval(() => boss.expire().catch(() => {}), EXPIRE_MS).unref());
      wake();
    },
    async stop() {
      for (const timer of timers) clearInterval(timer);
      const cut = setTimeout(() => ending.abort(), GRACE_MS);
      await Promise.all([worker, ...hands].map((one) => one.stop()));
      clearTimeout(cut);
    },
  };
}
