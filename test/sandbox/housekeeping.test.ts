import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenDatabase } from '../../sandbox/src/kernel/db/open-database.js';
import { openInMemory } from '../../sandbox/src/kernel/db/pglite.js';

let database: OpenDatabase;
beforeAll(async () => {
  database = await openInMemory();
});
afterAll(() => database.close());

const query = async <Row>(text: string): Promise<Row[]> =>
  ((await database.db.execute(sql.raw(text))) as unknown as { rows: Row[] }).rows;

/** How many rows the planner takes the table for. */
const planned = async () =>
  (await query<{ rows: number }>(`select reltuples::int as rows from pg_class where relname = 'events'`))[0]
    ?.rows;

test('the embedded database’s planner is told of its growth', async () => {
  await query(`insert into accounts (id, created_at) values ('acct_a', now())`);
  await query(
    `insert into events (id, account_id, livemode, created_at, type, object_id, data)
     select 'evt_' || n, 'acct_a', false, now(), 'customer.created', 'cus_' || n, '{}'
     from generate_series(1, 20000) n`,
  );
  expect(await planned()).toBeLessThan(1);
  await database.maintain();
  expect(await planned()).toBe(20_000);
});

test('what updates leave behind is used again', async () => {
  const dead = async () =>
    (
      await query<{ dead: number }>(
        `select n_dead_tup::int as dead from pg_stat_user_tables where relname = 'events'`,
      )
    )[0]?.dead;
  await query(`update events set type = 'customer.updated'`);
  await query('select pg_stat_force_next_flush()');
  expect(await dead()).toBeGreaterThan(19_000);
  await database.maintain();
  expect(await dead()).toBe(0);
});
