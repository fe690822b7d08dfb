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
  /** Sees to what the engine's planner knows of its tables, and to the room that old rows take. */
  maintain(): Promise<void>;
  /** Notes that there is something to lose: a data directory that is found empty is not taken for a new one from now on. */
  noteContent(): void;
  close(): Promise<void>;
}
