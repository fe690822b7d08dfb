import type Stripe from 'stripe';
import type { Database } from './db/database.js';
import type { Secrets } from './secrets.js';

/** Whose objects, and in which of the two worlds. */
export interface Scope {
  accountId: string;
  livemode: boolean;
}

/** One transaction for one account, for a request or a job: all that is done with it happens, or nothing does. */
export interface Work extends Scope {
  db: Database;
  secrets: Secrets;
  now: Date;
  /** Takes the events to tell of, and what is to be done later, if the transaction is committed. */
  outbox: Outbox;
}

export type EventType = Stripe.Event.Type;

/** Collects what a transaction tells others and leaves for later; it is written just before the transaction ends. */
export interface Outbox {
  /**
   * Tells of a change. Objects are never changed in place, so the event keeps the object as it is now.
   *
   * @param previous The former values of the changed properties; only for `….updated`.
   */
  emit(type: EventType, object: { id?: string; object: string }, previous?: object): void;
  /** Has a job done for an object in another transaction, `seconds` from now at the earliest. */
  later(type: JobType, id: string, seconds: number): void;
  /** Has an endpoint sent the events of an object again, beside those of this transaction. */
  deliver(endpointId: string, objectId: string): void;
  /** Writes all of it. Returns whether something can be done right now by whoever delivers. */
  flush(db: Database): Promise<boolean>;
}

/** A kind of job: something that is done for an object after the request. */
export interface JobType {
  /** Its name in the queue. Never rename one: jobs of an earlier version are still there after an upgrade. */
  name: string;
  /** Does it in one transaction, as a request would. */
  run(work: Work, id: string): Promise<void>;
}
