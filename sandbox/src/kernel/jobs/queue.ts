import type { Database } from '../db/database.js';
import type { Scope } from '../scope.js';

/**
 * A job in the queue: its type, and the id of an object, or for a delivery those of an endpoint, an object, and the
 * object's account.
 */
export interface Job {
  name: string;
  id: string;
}

/** Sends an endpoint the events of one object that it has not received, in their order. */
export const DELIVERY = 'deliver';

export interface JobQueue {
  /** Adds jobs in a transaction: they exist only when it is committed. */
  enqueue(db: Database, scope: Scope, jobs: { job: Job; seconds: number }[]): Promise<void>;
  /** Makes a worker of this process look for due jobs now instead of at its next round. */
  wake(): void;
}
