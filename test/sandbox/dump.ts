import { sql } from 'drizzle-orm';
import { withDatabase } from './harness.js';

/** The files that the host serves: those of the frames have test cards and accounts in them, and nothing that anybody sent. */
const HOST_FILES = 'public.host_files';

/** All rows of a data directory’s database, but those of the host’s files, as one text. */
export const dumpOf = (directory: string): Promise<string> =>
  withDatabase(directory, async (db) => {
    const tables = await db.execute(
      sql`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const names = (tables as unknown as { rows: { name: string }[] }).rows.map(({ name }) => name);
    if (!names.includes(HOST_FILES)) throw new Error(`There is no table ${HOST_FILES}.`);
    const dumped = names.filter((name) => name !== HOST_FILES);
    const rows = await Promise.all(dumped.map((name) => db.execute(sql.raw(`select * from ${name}`))));
    return JSON.stringify(rows);
  });
