/** The dump that every first start begins with, and the migrations that a database does not have yet. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../sandbox/src/kernel/db/database.js';
import { openInDirectory } from '../../sandbox/src/kernel/db/pglite.js';
import { TemplateInMemory } from '../../sandbox/src/kernel/db/template.js';
import { readTemplate } from '../../sandbox/src/kernel/db/template-archive.js';
import { migrationsFolder } from '../../sandbox/src/paths.js';
import { THOROUGH } from '../thorough.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'payframe-template-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const migrations = readMigrationFiles({ migrationsFolder }).map(({ hash }) => hash);

test('the template has every migration', async () => {
  const pglite = await PGlite.create({ fs: new TemplateInMemory(readTemplate()) });
  const { rows } = await pglite.query<{ hash: string }>(
    'select hash from drizzle.__drizzle_migrations order by created_at',
  );
  expect(rows.map(({ hash }) => hash)).toEqual(migrations);
  await pglite.close();
});

test('the template finds an object by its id, and not among all objects of its account', async () => {
  const pglite = await PGlite.create({ fs: new TemplateInMemory(readTemplate()) });
  const { rows } = await pglite.query<{ tablename: string }>(
    `select tablename from pg_indexes where indexdef like '%(account_id, livemode, id)'`,
  );
  expect(rows.length).toBeGreaterThan(40);
  for (const { tablename } of rows) {
    const { rows: plan } = await pglite.query<{ 'QUERY PLAN': string }>(
      `explain select * from ${tablename} where account_id = 'acct_1' and livemode = false and id = 'x'`,
    );
    const steps = plan.map((step) => step['QUERY PLAN']);
    expect(steps, tablename).toContainEqual(expect.stringMatching(/Index Cond: .*\bid = 'x'/));
  }
  await pglite.close();
});

test('a directory of an earlier version gets the migrations that it lacks', THOROUGH, async () => {
  const directory = join(folder, 'earlier');
  const database = join(directory, 'db');
  mkdirSync(database, { recursive: true });
  const earlier = await PGlite.create(database);
  await migrate(drizzle(earlier), { migrationsFolder: earlierMigrations() });
  await earlier.query(`insert into accounts (id, created_at) values ('acct_1', now())`);
  await earlier.query(
    `insert into mandates (id, account_id, livemode, created_at, body) values ('mandate_1', 'acct_1', false, now(), $1)`,
    [JSON.stringify({ payment_method: 'pm_1' })],
  );
  await earlier.close();
  const after = await openInDirectory(directory);
  expect(await hashes(after.db)).toEqual(migrations);
  const { rows } = (await after.db.execute(sql`select payment_method_id from mandates`)) as unknown as {
    rows: object[];
  };
  expect(rows).toEqual([{ payment_method_id: 'pm_1' }]);
  await after.close();
});

/** The migrations of the version before mandates had the id of their payment method in a column. */
function earlierMigrations(): string {
  const copy = join(folder, 'migrations');
  cpSync(migrationsFolder, copy, { recursive: true });
  const file = join(copy, 'meta/_journal.json');
  const journal: { entries: { tag: string }[] } = JSON.parse(readFileSync(file, 'utf8'));
  journal.entries = journal.entries.slice(
    0,
    journal.entries.findIndex(({ tag }) => tag === '0009_mandate_methods'),
  );
  writeFileSync(file, JSON.stringify(journal));
  return copy;
}

async function hashes(db: Database): Promise<string[]> {
  const { rows } = (await db.execute(
    sql`select hash from drizzle.__drizzle_migrations order by created_at`,
  )) as unknown as { rows: { hash: string }[] };
  return rows.map(({ hash }) => hash);
}
