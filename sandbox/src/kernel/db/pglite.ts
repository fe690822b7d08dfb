import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool, type PoolConfig } from 'pg';
import {
  type DataDirectory,
  dataDirectory,
  hasDatabase,
  notOpened,
  withoutContent,
} from './data-directory.js';
import { type DirectoryLock, lockDirectory } from './directory-lock.js';
import { compiledEngine } from './engine.js';
import { migrate } from './migrate.js';
import type { OpenDatabase } from './open-database.js';
import { DataUnusable } from './open-errors.js';
import { PgliteSocket } from './pglite-socket.js';
import { localSignals } from './signals.js';
import { accounts } from './tables.js';
import { TemplateInMemory, unpackTemplate } from './template.js';
import { readTemplate } from './template-archive.js';
import { vacuum } from './vacuum.js';

/**
 * Start parameters of the engine. It takes the memory of its cache at once and keeps it: 128 MiB by default,
 * for tables of a few.
 */
const withCache = (size: string) => [...PGlite.defaultStartParams, '-c', `shared_buffers=${size}`];

/** An engine without PGlite's own reader of arrays: the query for it takes a third of a start, and the driver has its own. */
class Engine extends PGlite {
  override async _initArrayTypes(): Promise<void> {}
}

async function start(cache: string, options: PGliteOptions): Promise<PGlite> {
  const startParams = withCache(cache);
  const engine = new Engine({ startParams, pgliteWasmModule: await compiledEngine(), ...options });
  await engine.waitReady;
  return engine;
}

/**
 * Opens the embedded database in memory: nothing is written to disk, and everything is gone at `close`.
 *
 * @param template What `readTemplate` returns; nobody else may use it.
 */
export async function openInMemory(template = readTemplate()): Promise<OpenDatabase> {
  // Its files are in memory as well: a cache of them saves nothing.
  return opened(await start('8MB', { fs: new TemplateInMemory(template) }));
}

/**
 * Opens the embedded database in a directory, and creates it at the first start.
 *
 * @throws DirectoryInUse where another process has it open, because two of them would ruin it; DataUnusable
 * where it is damaged, or was emptied.
 */
export async function openInDirectory(path: string): Promise<OpenDatabase> {
  const directory = dataDirectory(path);
  const lock = await lockDirectory(path);
  try {
    return await openOrCreate(directory, lock);
  } catch (error) {
    await lock.release();
    throw error instanceof DataUnusable ? error : notOpened(directory, error);
  }
}

async function openOrCreate(directory: DataDirectory, lock: DirectoryLock): Promise<OpenDatabase> {
  if (!hasDatabase(directory)) await unpackTemplate(directory.database);
  const pglite = await start('32MB', { dataDir: directory.database });
  const database = await opened(pglite, lock.release);
  if (directory.hadContent && (await database.db.$count(accounts)) === 0) throw withoutContent(directory);
  return { ...database, noteContent: directory.noteContent, announce: lock.announce };
}

export async function opened(pglite: PGlite, unlock = async () => {}): Promise<OpenDatabase> {
  // The engine is one session: queries wait for their turn on the only connection.
  const pool = new Pool({
    stream: () => new PgliteSocket(pglite),
    max: 1,
    idleTimeoutMillis: 0,
  } as PoolConfig);
  const db = drizzle(pool, { casing: 'snake_case' });
  await migrate(db);
  return {
    db,
    signals: localSignals(db),
    exclusively: (work) => work(db),
    shared: false,
    maintain: () => vacuum(db),
    noteContent() {},
    announce() {},
    async close() {
      await pool.end();
      await pglite.close();
      await unlock();
    },
  };
}
