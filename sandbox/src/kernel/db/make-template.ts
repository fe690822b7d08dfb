import { MemoryFS, PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { installQueues } from '../jobs/boss.js';
import type { Database } from './database.js';
import { opened } from './pglite.js';

// Each first start copies the write-ahead log: its segments are nearly empty, 16 MiB each by default, and kept for use again.
const initDbStartParams = ['--wal-segsize=1'];
const startParams = [...PGlite.defaultStartParams, '-c', 'wal_recycle=off', '-c', 'min_wal_size=2MB'];

/**
 * Creates the dump of a database that is ready for its first start: migrated, and with the tables of the job
 * queue.
 */
export async function makeTemplate(): Promise<ArrayBuffer> {
  const files = new DumpedAtClose();
  const pglite = await PGlite.create({ fs: files, initDbStartParams, startParams });
  const database = await opened(pglite);
  await installQueues(database.db);
  await describeOwners(database.db);
  await storeAsIs(database.db);
  // Two databases that nothing opens make up two thirds of its files.
  await pglite.query('update pg_database set datistemplate = false');
  for (const unused of ['template0', 'template1']) await pglite.query(`drop database ${unused}`);
  await database.close();
  return files.dump.arrayBuffer();
}

/**
 * Tells the planner of new tables that nearly all rows are those of one account and one mode. Without that, it takes the
 * index of all objects of an account for as good as that of their ids, and every query reads the whole account.
 */
const describeOwners = (db: Database) =>
  db.execute(sql`
    select pg_restore_attribute_stats('schemaname', 'public', 'relname', relname::text, 'attname', attname::text,
      'inherited', false, 'null_frac', 0::real, 'avg_width', 24, 'n_distinct', 1::real)
    from pg_attribute join pg_class on pg_class.oid = attrelid
    where relnamespace = 'public'::regnamespace and relkind = 'r' and attname in ('account_id', 'livemode')`);

/**
 * Has the engine store objects as they are. It would compress each that is larger than 2 KB, which takes it longer than to
 * write it.
 */
const storeAsIs = (db: Database) =>
  db.execute(sql`
    do $$ declare name regclass; begin
      for name in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop
        execute format('alter table %s set (toast_tuple_target = 8160)', name);
      end loop;
    end $$`);

/**
 * Files in memory that are dumped after the engine has shut down. A dump of a running engine is a database after a crash:
 * each first start would recover it.
 */
class DumpedAtClose extends MemoryFS {
  dump = new Blob([]);

  override async closeFs(): Promise<void> {
    this.dump = await this.dumpTar('template', 'gzip');
    await super.closeFs();
  }
}
