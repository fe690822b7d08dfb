import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { sql } from 'drizzle-orm';
import PgBoss from 'pg-boss';
import type { Database } from '../db/database.js';
import { textStatement } from '../db/statement.js';

const SCHEMA = 'jobs';

/** The version of pg-boss's own tables. */
const { schema: VERSION } = createRequire(import.meta.url)('pg-boss/version.json') as { schema: number };

/**
 * The queues, apart from each other so that endpoints that are slow to answer hold up nothing else. A job that takes
 * longer than `expireInSeconds` has lost its process, and is done anew.
 */
const QUEUES = {
  deliveries: { expireInSeconds: 20, retryLimit: 100, retryDelay: 1, retryBackoff: true },
  work: { expireInSeconds: 20, retryLimit: 100, retryDelay: 1, retryBackoff: true },
} as const;

export type QueueName = keyof typeof QUEUES;

/** pg-boss on a connection or transaction of ours: it opens none of its own, and has no timers. */
export const bossOn = (db: Database): PgBoss =>
  new PgBoss({ db: connection(db), schema: SCHEMA, supervise: false, schedule: false });

/** Makes pg-boss's tables or brings them up to date, where that has to be done. */
export async function installQueues(db: Database): Promise<void> {
  if (await isInstalled(db)) return;
  const boss = bossOn(db);
  await boss.start();
  const known = new Set((await boss.getQueues()).map(({ name }) => name));
  for (const [name, options] of Object.entries(QUEUES)) {
    if (!known.has(name)) await boss.createQueue(name, { name, ...options });
  }
}

// Asking costs a start less than having pg-boss look.
async function isInstalled(db: Database): Promise<boolean> {
  try {
    const { rows } = (await db.transaction((tx) =>
      tx.execute(sql`
        select array(select name from ${sql.identifier(SCHEMA)}.queue) as names
        from ${sql.identifier(SCHEMA)}.version where version = ${VERSION}`),
    )) as unknown as { rows: { names: string[] }[] };
    const [found] = rows;
    return found !== undefined && Object.keys(QUEUES).every((name) => found.names.includes(name));
  } catch {
    return false;
  }
}

/** Has all that was being done when the database was last closed done anew. For a database that nobody else has open. */
export async function takeUpAgain(db: Database): Promise<void> {
  await db.execute(
    sql`update ${sql.identifier(SCHEMA)}.job set state = 'retry', start_after = now() where state = 'active'`,
  );
}

/** What pg-boss sends its statements through. */
export function connection(db: Database): PgBoss.Db {
  return {
    executeSql: async (text, values = []) => {
      if (values.length > 0) return { rows: await prepared(text)(db, values) };
      // Some are transactions of their own: where one fails halfway, the connection must not stay within it.
      const result = await db.transaction((tx) => tx.execute(sql.raw(text)));
      return result as unknown as { rows: unknown[] };
    },
  };
}

const statements = new Map<string, ReturnType<typeof textStatement>>();

/** Planned once by each connection: pg-boss has few statements, and long ones. */
function prepared(text: string): ReturnType<typeof textStatement> {
  const known = statements.get(text);
  if (known) return known;
  const name = `job_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  const made = textStatement(name, text);
  statements.set(text, made);
  return made;
}
