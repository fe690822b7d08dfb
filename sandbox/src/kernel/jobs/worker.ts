import type PgBoss from 'pg-boss';
import type { QueueName } from './boss.js';

/** A worker that takes jobs from one queue and runs several at the same time. */
export interface Worker {
  /** Looks for due jobs, and looks again while it finds more than it can run. */
  look(): Promise<void>;
  /** Takes no more jobs. Resolves when the jobs that were taken are done. */
  stop(): Promise<void>;
}

/** Number of jobs that are fetched at a time, so that other processes find some too. */
const BATCH = 32;

/**
 * Creates a worker. pg-boss's own workers don't wait for the statement that completes a job: if that fails,
 * as it may while the database is being closed, the process would end.
 *
 * @param run Runs one job, and never rejects.
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
    // There may be more jobs than free places, or than were fetched.
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
