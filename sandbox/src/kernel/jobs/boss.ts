import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import PgBoss from 'pg-boss';
import versions from 'pg-boss/version.json' with { type: 'json' };
import type { Database } from '../db/database.js';
import { textStatement } from '../db/statement.js';
import { forgetDueWork } from '../due/queue.js';
import type { Scope } from '../scope.js';

const SCHEMA = 'jobs';

/** Version of pg-boss's own tables. */
const VERSION = versions.schema;

/**
 * Its only queue. Other work stands in `due_work`, so that slow endpoints don't delay it. A job that takes longer than
 * `expireInSeconds` has lost its process, and is run again.
 */
const QUEUES = {
  deliveries: { expireInSeconds: 20, retryLimit: 100, retryDelay: 1, retryBackoff: true },
} as const;

export type QueueName = keyof typeof QUEUES;

const QUEUE_NAMES = Object.keys(QUEUES) as QueueName[];

/**
 * Creates pg-boss on a connection or transaction of ours. It opens no connection of its own, and has no
 * timers.
 */
export const bossOn = (db: Database): PgBoss =>
  new PgBoss({ db: connection(db), schema: SCHEMA, supervise: false, schedule: false });

/** Creates pg-boss's tables or updates them, where necessary. */
export async function installQueues(db: Database): Promise<void> {
  if (await isInstalled(db)) return;
  const boss = bossOn(db);
  await boss.start();
  const known = new Set((await boss.getQueues()).map(({ name }) => name));
  for (const [name, options] of Object.entries(QUEUES)) {
    if (!known.has(name)) await boss.createQueue(name, { name, ...options });
  }
}

// This query costs less at the start than a check by pg-boss.
async function isInstalled(db: Database): Promise<boolean> {
  try {
    const { rows } = (await db.transaction((tx) =>
      tx.execute(sql`
        select array(select name from ${sql.identifier(SCHEMA)}.queue) as names
        from ${sql.identifier(SCHEMA)}.version where version = ${VERSION}`),
    )) as unknown as { rows: { names: string[] }[] };
    const [found] = rows;
    return found !== undefined && QUEUE_NAMES.every((name) => found.names.includes(name));
  } catch {
    return false;
  }
}

/**
 * Runs all jobs again that were active when the database was last closed. Only for a database that no other
 * process has open.
 */
export async function takeUpAgain(db: Database): Promise<void> {
  await db.execute(
    sql`update ${sql.identifier(SCHEMA)}.job set state = 'retry', start_after = now() where state = 'active'`,
  );
}

/** Moves the work of releases that kept it in a queue of pg-boss into `due_work`. */
export async function moveEarlierWork(db: Database): Promise<void> {
  await db.execute(sql`
    with moved as (
      delete from ${sql.identifier(SCHEMA)}.job
      where name = 'work' and state in ('created', 'retry', 'active') returning data, start_after
    )
    insert into due_work (account, livemode, due_at, name, object_id)
    select data ->> 'accountId', (data ->> 'livemode')::boolean, start_after, data ->> 'name', data ->> 'id'
    from moved order by start_after`);
}

/** Deletes all jobs of an account in one mode. Those that run are undone, or end before. */
export async function forgetJobs(work: Scope & { db: Database }): Promise<void> {
  const { db, accountId, livemode } = work;
  await forgetDueWork(work);
  await db.execute(sql`delete from ${sql.identifier(SCHEMA)}.job
    where data ->> 'accountId' = ${accountId} and data -> 'livemode' = to_jsonb(${livemode}::boolean)`);
}

/** Number of jobs of a kind that wait, `now` or until they are due `later`. */
export interface JobCount {
  queue: QueueName | 'work';
  due: 'now' | 'later';
  count: number;
}

/** Counts the jobs of all processes that wait for the wall clock, in every queue. */
export async function countJobs(db: Database): Promise<JobCount[]> {
  const { rows } = (await db.execute(sql`
    select queue, case when at <= now() then 'now' else 'later' end as due, count(*)::int as count from (
      select name as queue, start_after as at from ${sql.identifier(SCHEMA)}.job where state in ('created', 'retry')
      union all select 'work', due_at from due_work where clock is null
    ) as waiting group by 1, 2`)) as unknown as { rows: JobCount[] };
  const none = ([...QUEUE_NAMES, 'work'] as const).flatMap((queue) =>
    (['now', 'later'] as const).map((due) => ({ queue, due, count: 0 })),
  );
  return [...none, ...rows];
}

/** Returns the connection that pg-boss sends its statements through. */
export function connection(db: Database): PgBoss.Db {
  return {
    executeSql: async (text, values = []) => {
      if (values.length > 0) return { rows: await prepared(text)(db, values) };
      // Some statements are transactions of their own: where one fails halfway, the connection must not stay
      // inside it.
      const result = await db.transaction((tx) => tx.execute(sql.raw(text)));
      return result as unknown as { rows: unknown[] };
    },
  };
}

const statements = new Map<string, ReturnType<typeof textStatement>>();

/** Returns a statement that each connection plans once: pg-boss has few statements, and long ones. */
function prepared(text: string): ReturnType<typeof textStatement> {
  const known = statements.get(text);
  if (known) return known;
  const name = `job_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  const made = textStatement(name, text);
  statements.set(text, made);
  return made;
}
