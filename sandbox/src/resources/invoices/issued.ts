import { and, desc, eq, ne } from 'drizzle-orm';
import type Stripe from 'stripe';
import type { ScopedDatabase } from '../../kernel/scope.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { invoices as table } from './table.js';

const SHOWN = 24;

/** Returns the newest invoices that a customer was issued. */
export async function issuedTo(owner: ScopedDatabase, customer: string): Promise<Stripe.Invoice[]> {
  const rows = await owner.db
    .select()
    .from(table)
    .where(and(ownedBy(owner, table), eq(table.customerId, customer), ne(table.status, 'draft')))
    .orderBy(desc(table.createdAt), desc(table.seq))
    .limit(SHOWN);
  return rows.map(({ body }) => body);
}
