import type { Database } from '../db/database.js';
import type { Scope, Work } from '../scope.js';

/** A kind of thing that is left to do for an object after a request. */
export interface JobType {
  /** What the queue calls it: a job of an earlier version is still there after an upgrade. */
  name: string;
  /** Does it in one transaction, as a request would. */
  run(work: Work, id: string): Promise<void>;
}

/** One thing that is left to do, and what with: an object's id, or for a delivery an endpoint and an object. */
export interface Job {
  name: string;
  id: string;
}

/** Sends an endpoint the events of one object that it has not got, in their order. */
export const DELIVERY = 'deliver';

export interface JobQueue {
  /** Adds jobs in a transaction: they are there when it is committed, and only then. */
  enqueue(db: Database, scope: Scope, jobs: { job: Job; seconds: number }[]): Promise<void>;
  /** Has a worker of this process look now for what is due, instead of at its next round. */
  wake(): void;
}
