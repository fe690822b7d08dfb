import type { Database } from '../db/database.js';
import type { Scope } from '../scope.js';

/** What is left to do after a request, by name, and what with: an object's id, or for `deliver` an endpoint and an object. */
export interface Job {
  name: JobName;
  id: string;
}

export type JobName =
  /** Sends an endpoint the events of one object that it has not got, in their order. */
  | 'deliver'
  /** Has a bank's direct debit come to its end. */
  | 'settle_debit'
  /** Has a refund that is pending come to its end. */
  | 'settle_refund'
  /** Has the bank decide a dispute whose evidence was submitted. */
  | 'decide_dispute';

export interface JobQueue {
  /** Adds jobs in a transaction: they are there when it is committed, and only then. */
  enqueue(db: Database, scope: Scope, jobs: { job: Job; seconds: number }[]): Promise<void>;
  /** Has a worker of this process look now for what is due, instead of at its next round. */
  wake(): void;
}
