import type { Database } from '../db/database.js';
import type { OpenDatabase } from '../db/open-database.js';
import { moveEarlierWork, takeUpAgain } from './boss.js';

/**
 * Prepares the work that the last process left half done to be done again. Call it before any job of this
 * process is taken.
 */
export async function takeUpWork(
  { db, shared }: OpenDatabase,
  releaseDeliveries: (db: Database) => Promise<void>,
): Promise<void> {
  await moveEarlierWork(db);
  // Other processes may be at work on a shared database. The work of a dead process is done again when its
  // time is up.
  if (shared) return;
  await takeUpAgain(db);
  await releaseDeliveries(db);
}
