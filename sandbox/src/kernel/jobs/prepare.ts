import type { Database } from '../db/database.js';
import type { OpenDatabase } from '../db/open-database.js';
import { installQueues, takeUpAgain } from './boss.js';

/** Makes a database ready for jobs, and takes up again what the last process that had it left half done. */
export async function prepareJobs(
  database: OpenDatabase,
  releaseDeliveries: (db: Database) => Promise<void>,
): Promise<void> {
  await database.exclusively(installQueues);
  // What other processes on a shared one are doing is theirs; what a dead one did is done anew when its time is up.
  if (database.shared) return;
  await takeUpAgain(database.db);
  await releaseDeliveries(database.db);
}
