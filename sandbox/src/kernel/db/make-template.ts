import { PGlite } from '@electric-sql/pglite';
import { installQueues } from '../jobs/boss.js';
import { opened } from './pglite.js';

/**
 * Creates the dump of a database that is ready for its first start: migrated, and with the tables of the job
 * queue.
 */
export async function makeTemplate(): Promise<ArrayBuffer> {
  const pglite = await PGlite.create();
  const { db } = await opened(pglite);
  await installQueues(db);
  // Two databases that nothing opens make up two thirds of its files.
  await pglite.query('update pg_database set datistemplate = false');
  for (const unused of ['template0', 'template1']) await pglite.query(`drop database ${unused}`);
  // Without a checkpoint, every first start would replay all this from the log.
  await pglite.query('checkpoint');
  const archive = await pglite.dumpDataDir('gzip');
  await pglite.close();
  return archive.arrayBuffer();
}
