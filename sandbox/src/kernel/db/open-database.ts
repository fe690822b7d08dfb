import type { Database } from './database.js';
import type { Signals } from './signals.js';

/** An open database with its migrations applied. */
export interface OpenDatabase {
  db: Database;
  signals: Signals;
  /** Runs `work` while no other process on this database is in a call of this function. */
  exclusively<T>(work: (db: Database) => Promise<T>): Promise<T>;
  /** Whether other processes may have it open as well. */
  shared: boolean;
  /** Updates the planner's statistics, and frees the space of old rows. */
  maintain(): Promise<void>;
  /** Notes that there is content to lose: from now on, an empty data directory is not taken for a new one. */
  noteContent(): void;
  /** Tells processes that want the same data directory where this one takes requests. */
  announce(url: string): void;
  close(): Promise<void>;
}
