import type Stripe from 'stripe';
import type { Database } from './db/database.js';
import type { Secrets } from './secrets.js';

/** The account and the mode that objects belong to. */
export interface Scope {
  accountId: string;
  livemode: boolean;
}

/** A connection or a transaction, and whose objects it reads or changes. */
export interface ScopedDatabase extends Scope {
  db: Database;
}

/** One transaction for one account, for a request or a job: all of its changes happen, or none. */
export interface Work extends ScopedDatabase {
  secrets: Secrets;
  /** The test clock that the objects of the work live by; `null` for the wall clock. */
  clock: string | null;
  /** Origin of the platform, as the client reached it by whose request the work began; `null` where no request did. */
  origin: string | null;
  /** Time on that clock. Every rule asks for this time, and for no other. */
  now: Date;
  /** Takes the events and the later jobs, which are written if the transaction is committed. */
  outbox: Outbox;
}

export type EventType = Stripe.Event.Type;

/** Collects the events and the later jobs of a transaction. They are written just before it ends. */
export interface Outbox {
  /**
   * Adds an event for a change. Objects are never changed in place, so that the event keeps the object as it
   * is now.
   *
   * @param previous The former values of the changed properties; only for `….updated`.
   */
  emit(type: EventType, object: { id?: string; object: string }, previous?: object): void;
  /**
   * Adds a job for an object, which runs in another transaction.
   *
   * @param when The time on the work's clock at which it is due, or the seconds until then.
   */
  later(type: Pick<JobType, 'name'>, id: string, when: Date | number): void;
  /** Returns the outbox of an event that comes before those of which it is told from now on, but is known only later. */
  ahead(): Pick<Outbox, 'emit'>;
  /** Sends an endpoint the events of an object again, beside those of this transaction. */
  deliver(endpoint: { accountId: string; id: string }, objectId: string): void;
  /** Returns the outbox of another account, whose events and jobs are written with these. */
  of(accountId: string): Collector;
  /** Returns the outbox of another clock, whose events have its time, and whose jobs wait for it. */
  at(clock: string | null, now: Date): Collector;
  /**
   * Returns the outbox of events about a connected account that its platform keeps, such as that it was connected, or what
   * it still has to tell.
   */
  about(accountId: string): Pick<Outbox, 'emit'>;
  /** Does a part of the transaction. Its jobs are there after it; where it fails, nothing of it is left. */
  part<Result>(db: Database, run: (db: Database) => Promise<Result>): Promise<Result>;
  /** Tells whether objects of the wall clock were reached from a test clock. */
  reachesWall(): boolean;
  /** Writes all of it. Returns whether there is work that can be done now. */
  flush(db: Database): Promise<boolean>;
}

/** The part of an outbox that is of one account and one clock. */
export type Collector = Omit<Outbox, 'flush' | 'part' | 'reachesWall'>;

/** A kind of job: work on an object after the request. */
export interface JobType {
  /** Its name in the queue. Never rename one: jobs of an earlier version are still there after an upgrade. */
  name: string;
  /** Runs the job in one transaction, as a request would. */
  run(work: Work, id: string): Promise<void>;
}

/** A kind of job that may run other jobs: those of a test clock. */
export interface ClockJobType {
  name: string;
  run(work: Work, id: string, runOn: RunOn): Promise<void>;
}

/**
 * Runs the jobs that are due next on a test clock, until a time: as many as fit into the transaction. The clock has to be locked.
 *
 * @returns The time at which the last of them was due; `undefined` where nothing is due until then.
 */
export type RunOn = (work: Work, clock: string, until: Date) => Promise<Date | undefined>;
