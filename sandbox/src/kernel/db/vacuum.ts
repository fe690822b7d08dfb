import { sql } from 'drizzle-orm';
import type { Database } from './database.js';

interface Statistics {
  schema: string;
  name: string;
  rows: number;
  dead: number;
  changed: number;
}

// PostgreSQL's own defaults are 50 rows and a fifth or a tenth. Small tables are not worth delaying requests
// for.
const AT_LEAST = 500;
const DEAD_PART = 0.2;
const CHANGED_PART = 0.1;

/**
 * Does the work of a server's autovacuum, which the embedded database does not have. Without statistics, a
 * list of many rows is read whole and sorted; without vacuum, the space of old row versions is never used
 * again.
 */
export async function vacuum(db: Database): Promise<void> {
  await db.execute(sql`select pg_stat_force_next_flush()`);
  const { rows } = (await db.execute(STATISTICS)) as unknown as { rows: Statistics[] };
  for (const { schema, name, rows: live, dead, changed } of rows) {
    const table = sql`${sql.identifier(schema)}.${sql.identifier(name)}`;
    if (dead > AT_LEAST + live * DEAD_PART) await db.execute(sql`vacuum analyze ${table}`);
    else if (changed > AT_LEAST + live * CHANGED_PART) await db.execute(sql`analyze ${table}`);
  }
}

const STATISTICS = sql`
  select schemaname as schema, relname as name, n_live_tup::int as rows, n_dead_tup::int as dead,
    n_mod_since_analyze::int as changed
  from pg_stat_user_tables`;
