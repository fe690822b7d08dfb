import { eq, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { isLast4, type Owned, related } from '../../kernel/finder/search.js';
import { paymentMethods as table } from './table.js';

/** Finds customers with a saved payment method of these last four digits. */
export const savedWithLast4 = (of: Owned, customerId: PgColumn, text: string): SQL | undefined =>
  isLast4(text)
    ? related(of, table, eq(table.customerId, customerId), sql`${table.details} ->> 'last4' = ${text}::text`)
    : undefined;
