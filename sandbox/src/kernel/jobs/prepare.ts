import type { Database } from '../db/database.js';
import type { OpenDatabase } from '../db/open-database.js';
import { installQueues, takeUpAgain } from './boss.js';

/** Prepares a database for jobs, and resumes the work that the last process left half done. */
export async function prepareJobs(
  database: OpenDatabase,
  releaseDeliveries: (db: Database) => Promise<void>,
): Promise<void> {
  await database.exclusively(installQueues);
  // Other processes may be at work on a shared database. The work of a dead process is done again when its
  // time is up.
  if (database.shared) return;
  await takeUpAgain(database.db);
  await releaseDeliveries(database.db);
}
