import { and, type SQL, sql } from 'drizzle-orm';
import type { ListCall, ListedTable } from '../store/list.js';
import { ownedBy } from '../store/owner.js';

/** Most rows that are found first and put in order then. */
const FEW = 1000;

/**
 * Returns conditions by which the same rows are read, newest first, in a moment. Few rows are best found by an index of what is asked
 * for, and many by going through all of them, newest first, until there are enough. The planner can't know which of both it will be.
 */
export async function fewOrMany(
  { accountId, db, livemode }: ListCall,
  table: ListedTable,
  conditions: readonly (SQL | undefined)[],
): Promise<readonly (SQL | undefined)[]> {
  const found: { id: unknown }[] = await db
    .select({ id: table.id })
    .from(table)
    .where(and(ownedBy({ accountId, livemode }, table), ...conditions))
    .limit(FEW + 1);
  const ids = found.map(({ id }) => id);
  return ids.length > FEW ? conditions : [sql`${table.id} = any(${sql.param(ids)}::text[])`];
}
