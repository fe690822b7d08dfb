import type PgBoss from 'pg-boss';
import type { QueueName } from './boss.js';

/** Takes jobs from one queue and has them done, several at the same time. */
export interface Worker {
  /** Looks for jobs that are due, and does so again while it finds more of them than it has hands for. */
  look(): Promise<void>;
  /** Takes no more jobs. Resolves when those that were taken are done. */
  stop(): Promise<void>;
}

/** How many jobs are fetched at a time, so that other processes find some too. */
const BATCH = 32;

/**
 * pg-boss has workers of its own, which don't wait for the statement that completes a job: where that fails, as it may
 * when the database is being closed, the process would end.
 *
 * @param run Has one job done, and never rejects.
 */
export function createWorker<Data>(
  boss: PgBoss,
  queue: QueueName,
  capacity: number,
  run: (job: PgBoss.Job<Data>) => Promise<void>,
): Worker {
  const running = new Set<Promise<void>>();
  let taking = Promise.resolve();
  let [looking, again, crowded, stopped] = [false, false, false, false];

  async function take(): Promise<void> {
    const free = Math.min(capacity - running.size, BATCH);
    const jobs = free > 0 ? await boss.fetch<Data>(queue, { batchSize: free, priority: false }) : [];
    for (const job of jobs) begin(job);
    // There may be more of them than hands, or than were fetched.
    crowded = jobs.length === free;
    again ||= crowded && running.size < capacity;
  }

  function begin(job: PgBoss.Job<Data>): void {
    const done = run(job).finally(() => {
      running.delete(done);
      if (crowded) look();
    });
    running.add(done);
  }

  async function look(): Promise<void> {
    again = true;
    if (looking) return;
    looking = true;
    while (again && !stopped) {
      again = false;
      taking = take();
      await taking;
    }
    looking = false;
  }

  return {
    look,
    async stop() {
      stopped = true;
      await taking;
      await Promise.all(running);
    },
  };
}
