import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool, type PoolClient } from 'pg';
import { migrate } from './migrate.js';
import type { OpenDatabase } from './open-database.js';
import { checkAddress, checkVersion, unusable } from './postgres-address.js';
import { postgresSignals } from './signals.js';

// Any number works, as long as every version of this program uses the same.
const ADVISORY_LOCK = 4_242_424;

/**
 * Opens PostgreSQL by its URL. Any number of processes may do so at the same time.
 *
 * @throws DataUnusable where it is no such URL, or leads to no database that can be used.
 */
export async function openPostgres(url: string): Promise<OpenDatabase> {
  checkAddress(url);
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5000,
    statement_timeout: 15_000,
    lock_timeout: 2000,
    idle_in_transaction_session_timeout: 30_000,
  });
  // A connection that breaks is replaced at the next query, or fails the next one of its transaction. Without these listeners, it
  // would end the process: the pool has none of its own while a connection is in use.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = drizzle(pool, { casing: 'snake_case' });
  try {
    await holdingLock(pool, async (client) => {
      checkVersion(url, await versionOf(client));
      await migrate(onClient(client));
    });
    const signals = await postgresSignals(db, url);
    return {
      db,
      signals,
      exclusively: (work) => holdingLock(pool, (client) => work(onClient(client))),
      shared: true,
      // PostgreSQL's autovacuum does that.
      maintain: async () => {},
      noteContent() {},
      announce() {},
      async close() {
        await signals.close();
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw unusable(url, error);
  }
}

async function versionOf(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
  return Number(rows[0]?.server_version_num);
}

const onClient = (client: PoolClient) => drizzle(client, { casing: 'snake_case' });

async function holdingLock<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    // Another process may be migrating: the wait for it has no limit.
    await client.query('set lock_timeout = 0; set statement_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK]);
    return await work(client);
  } finally {
    // The lock belongs to the connection and goes with it.
    client.release(true);
  }
}
