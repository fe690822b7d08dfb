import { sql } from 'drizzle-orm';
import type { Database } from '../../kernel/db/database.js';
import type { Call } from '../../kernel/http/route.js';
import { forgetJobs } from '../../kernel/jobs/boss.js';
import { forgetDeliveriesOf } from '../webhook-deliveries/index.js';

/** The tables that a reset leaves as they are: a suite sets up keys and endpoints once, and people read the log. */
const KEPT = ['api_keys', 'requests', 'webhook_endpoints'];

/** The answer to a reset. */
export interface Reset {
  object: 'test_helpers.reset';
  account: string;
  /** Number of rows that were deleted. */
  deleted: number;
  livemode: boolean;
}

/**
 * Deletes everything that the caller's account has in test mode, except for keys, endpoints, connected
 * accounts and the log of requests. The tables are found by their columns, so that those of a new resource
 * are among them. Whatever key asks, nothing of live mode is touched.
 */
export async function reset({ db, accountId }: Call): Promise<Reset> {
  // First the jobs: one that runs ends before this returns, so that what it has created is deleted too.
  await forgetJobs({ db, accountId, livemode: false });
  let deleted = 0;
  for (const table of await ownedTables(db)) {
    const { rowCount } = (await db.execute(
      sql`delete from ${sql.identifier(table)} where account_id = ${accountId} and not livemode`,
    )) as unknown as { rowCount: number };
    deleted += rowCount;
  }
  // Some are for endpoints of its platform, which own them.
  await forgetDeliveriesOf(db, accountId);
  return { object: 'test_helpers.reset', account: accountId, deleted, livemode: false };
}

/** Returns the tables whose rows belong to an account and a mode. */
async function ownedTables(db: Database): Promise<string[]> {
  const { rows } = (await db.execute(sql`
    select table_name as name from information_schema.columns
    where table_schema = current_schema() and column_name in ('account_id', 'livemode')
    group by table_name having count(*) = 2 order by table_name`)) as unknown as { rows: { name: string }[] };
  return rows.map(({ name }) => name).filter((name) => !KEPT.includes(name));
}
