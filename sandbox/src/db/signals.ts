import { EventEmitter, once } from 'node:events';
import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import type { Database } from './database.js';

/** Tells every process on one database that something has changed. */
export interface Signals {
  /** Runs `work` in a transaction, and resolves once it is committed and this process has heard of it, as the others have. */
  announce<T>(name: string, work: (tx: Database) => Promise<T>): Promise<T>;
  /** Calls `listener` at each signal of that name, and where one may have been missed. */
  on(name: string, listener: () => void): () => void;
  /** Whether signals are heard just now. What is remembered in the meantime may be out of date. */
  readonly listening: boolean;
}

/** For an engine that one process alone has open. */
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
const RECONNECT_AFTER_MS = 1000;
/** How long the sender waits for its own signal, in ms: by then the others have heard it, or are not listening. */
const ECHO_MS = 500;

/** For PostgreSQL, whose `NOTIFY` reaches all that listen when the transaction is committed. */
export async function postgresSignals(
  db: Database,
  url: string,
): Promise<Signals & { close(): Promise<void> }> {
  const emitter = new EventEmitter();
  let client: Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  async function connect(): Promise<void> {
    const opened = new Client({ connectionString: url });
    opened.on('notification', ({ payload }) => payload && emitter.emit(payload));
    opened.on('error', () => {});
    opened.on('end', lost);
    await opened.connect();
    await opened.query(`listen ${CHANNEL}`);
    client = opened;
    missed();
  }

  function lost(): void {
    client = undefined;
    missed();
    if (!closed) retry = setTimeout(() => connect().catch(lost), RECONNECT_AFTER_MS).unref();
  }

  const missed = () => {
    for (const name of emitter.eventNames()) emitter.emit(name);
  };

  await connect();
  return {
    async announce(name, work) {
      const echo = once(emitter, name, { signal: AbortSignal.timeout(ECHO_MS) }).catch(() => {});
      const result = await db.transaction(async (tx) => {
        const done = await work(tx);
        await tx.execute(sql`select pg_notify(${CHANNEL}, ${name})`);
        return done;
      });
      await echo;
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
