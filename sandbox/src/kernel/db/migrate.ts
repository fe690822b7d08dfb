import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { migrationsFolder } from '../../paths.js';
import type { Database } from './database.js';

/** Applies the migrations that a database does not have yet. */
export async function migrate(db: NodePgDatabase): Promise<void> {
  if (await hasAll(db)) return;
  const { migrate: apply } = await import('drizzle-orm/node-postgres/migrator');
  await apply(db, { migrationsFolder });
}

// The migrator reads every file, and creates its own table, before it asks. Nearly every start has nothing to apply.
async function hasAll(db: Database): Promise<boolean> {
  try {
    const { rows } = (await db.transaction((tx) =>
      tx.execute(sql`select max(created_at)::text as applied from drizzle.__drizzle_migrations`),
    )) as unknown as { rows: [{ applied: string | null }] };
    return Number(rows[0].applied) >= newestMigration();
  } catch {
    return false;
  }
}

/** Returns the time of the newest migration, by which the migrator knows it. */
function newestMigration(): number {
  const journal: { entries: { when: number }[] } = JSON.parse(
    readFileSync(join(migrationsFolder, 'meta/_journal.json'), 'utf8'),
  );
  return Math.max(...journal.entries.map(({ when }) => when));
}
