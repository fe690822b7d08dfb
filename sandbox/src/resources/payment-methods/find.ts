import { and, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { isLast4 } from '../../kernel/finder/search.js';
import type { ScopedDatabase } from '../../kernel/scope.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { paymentMethods as table } from './table.js';

/** Most payment methods whose customers are found: the newest. */
const MOST = 1000;

/** Finds customers with a saved payment method of these last four digits. */
export function savedWithLast4(owner: ScopedDatabase, customerId: PgColumn, text: string): SQL | undefined {
  if (!isLast4(text)) return undefined;
  const isFound = and(
    ownedBy(owner, table),
    isNotNull(table.customerId),
    sql`${table.details} ->> 'last4' = ${text}::text`,
  );
  return sql`${customerId} = any(array(
    select ${table.customerId} from ${table} where ${isFound} order by ${table.createdAt} desc limit ${MOST}))`;
}
