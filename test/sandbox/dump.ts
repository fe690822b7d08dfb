/** All rows of a data directory's database, as one text. */
import { sql } from 'drizzle-orm';
import { withDatabase } from './harness.js';

/**
 * @param without Tables that are left out, such as `public.host_files`, which keeps the files that the host serves: those of
 * the frames have test accounts in them, and nothing that anybody sent.
 */
export const dumpOf = (directory: string, without: string[] = []): Promise<string> =>
  withDatabase(directory, async (db) => {
    const tables = await db.execute(
      sql`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const names = (tables as unknown as { rows: { name: string }[] }).rows.map(({ name }) => name);
    const unknown = without.find((name) => !names.includes(name));
    if (unknown) throw new Error(`There is no table ${unknown}.`);
    const dumped = names.filter((name) => !without.includes(name));
    const rows = await Promise.all(dumped.map((name) => db.execute(sql.raw(`select * from ${name}`))));
    return JSON.stringify(rows);
  });
