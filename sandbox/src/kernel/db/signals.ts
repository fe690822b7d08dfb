import { randomUUID } from 'node:crypto';
import { EventEmitter, on } from 'node:events';
import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import type { Database } from './database.js';

/** Tells every process on one database that something has changed. */
export interface Signals {
  /**
   * Runs `work` in a transaction, and resolves when it is committed and every listening process has heard of
   * it.
   */
  announce<T>(name: string, work: (tx: Database) => Promise<T>): Promise<T>;
  /** Calls `listener` at each signal of that name, and whenever a signal may have been missed. */
  on(name: string, listener: () => void): () => void;
  /** Whether signals are heard at the moment. While they are not, remembered data may be out of date. */
  readonly listening: boolean;
}

/** Creates the signals of an engine that only one process has open. */
export function localSignals(db: Database): Signals & { close(): Promise<void> } {
  const emitter = new EventEmitter();
  return {
    async announce(name, work) {
      const result = await db.transaction(work);
      emitter.emit(name);
      return result;
    },
    on: subscribeTo(emitter),
    listening: true,
    async close() {},
  };
}

const CHANNEL = 'payframe';
/** Channel on which each process confirms a signal, by its id. */
const HEARD = 'payframe_heard';
/** Name of a connection that listens, so that others can count it. */
const LISTENER = 'payframe signals';
const RECONNECT_AFTER_MS = 1000;
/**
 * Time that the sender waits for listeners to confirm, in ms: a process that died without a word confirms
 * nothing.
 */
const HEARD_WITHIN_MS = 3000;

/** Creates signals on PostgreSQL, whose `NOTIFY` reaches all listeners when the transaction is committed. */
export async function postgresSignals(
  db: Database,
  url: string,
): Promise<Signals & { close(): Promise<void> }> {
  const emitter = new EventEmitter();
  const heard = new EventEmitter();
  let client: Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  async function connect(): Promise<void> {
    const opened = new Client({ connectionString: url });
    opened.on('notification', ({ channel, payload = '' }) => {
      if (channel === HEARD) return heard.emit(payload);
      const [name = '', id] = payload.split(' ');
      emitter.emit(name);
      return opened.query('select pg_notify($1, $2)', [HEARD, id]).catch(() => {});
    });
    opened.on('error', () => {});
    opened.on('end', lost);
    await opened.connect();
    await opened.query(`listen ${CHANNEL}; listen ${HEARD}; set application_name = '${LISTENER}'`);
    client = opened;
    missed();
  }

  function lost(): void {
    client = undefined;
    missed();
    // A connection that is not made is lost twice: it fails, and it ends.
    clearTimeout(retry);
    if (!closed) retry = setTimeout(() => connect().catch(lost), RECONNECT_AFTER_MS).unref();
  }

  const missed = () => {
    for (const name of emitter.eventNames()) emitter.emit(name);
  };

  await connect();
  return {
    async announce(name, work) {
      const id = randomUUID();
      const answers = on(heard, id, { signal: AbortSignal.timeout(HEARD_WITHIN_MS) });
      const { result, listeners } = await db.transaction(async (tx) => {
        const result = await work(tx);
        await tx.execute(sql`select pg_notify(${CHANNEL}, ${`${name} ${id}`})`);
        return { result, listeners: await countListeners(tx) };
      });
      await take(listeners, answers).catch(() => {});
      return result;
    },
    on: subscribeTo(emitter),
    get listening() {
      return client !== undefined;
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}

const subscribeTo = (emitter: EventEmitter) => (name: string, listener: () => void) => {
  emitter.on(name, listener);
  return () => emitter.off(name, listener);
};

async function countListeners(db: Database): Promise<number> {
  const { rows } = (await db.execute(
    sql`select count(*)::int as count from pg_stat_activity
        where datname = current_database() and application_name = ${LISTENER}`,
  )) as unknown as { rows: [{ count: number }] };
  return rows[0].count;
}

async function take(count: number, answers: AsyncIterator<unknown>): Promise<void> {
  for (let taken = 0; taken < count; taken++) await answers.next();
  await answers.return?.();
}
