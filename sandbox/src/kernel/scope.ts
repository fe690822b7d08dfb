import type { Database } from './db/database.js';
import type { Outbox } from './outbox.js';
import type { Secrets } from './secrets.js';

/** Whose objects, and in which of the two worlds. */
export interface Scope {
  accountId: string;
  livemode: boolean;
}

/** What is done in one transaction for one account, by a request or by a job: all of it happens, or nothing. */
export interface Work extends Scope {
  db: Database;
  secrets: Secrets;
  now: Date;
  /** What others are told, and what is to be done later, if the transaction is committed. */
  outbox: Outbox;
}
