import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { invoiceItems, invoiceLines } from './table.js';

/** What an item of a subscription was charged last. */
export interface LastCharge {
  /** The way in which a credit names it. */
  credited: Stripe.InvoiceItem.ProrationDetails.CreditedItems;
  amount: number;
  /** What discounts have taken off. */
  discount: number;
  period: { start: number; end: number };
}

/** Finds what an item of a subscription was charged last: with an item that still waits, or on an invoice. */
export const lastChargeOf = async (work: Work, item: string): Promise<LastCharge | undefined> =>
  (await waitingCharge(work, item)) ?? (await invoicedCharge(work, item));

async function waitingCharge(work: Work, item: string): Promise<LastCharge | undefined> {
  const [row] = await work.db
    .select()
    .from(invoiceItems)
    .where(
      and(
        ownedBy(work, invoiceItems),
        isNull(invoiceItems.invoiceId),
        isCharge(invoiceItems.body, 'subscription_details', item),
      ),
    )
    .orderBy(desc(invoiceItems.seq))
    .limit(1);
  if (!row) return undefined;
  const { amount, id, period } = row.body;
  return { credited: { invoice_item: id, type: 'invoice_item' }, amount, discount: 0, period };
}

async function invoicedCharge(work: Work, item: string): Promise<LastCharge | undefined> {
  const [row] = await work.db
    .select()
    .from(invoiceLines)
    .where(and(ownedBy(work, invoiceLines), isCharge(invoiceLines.body, 'subscription_item_details', item)))
    .orderBy(desc(invoiceLines.seq))
    .limit(1);
  if (!row) return undefined;
  const { amount, discount_amounts: discounts, id, invoice, period } = row.body;
  const details = { invoice: String(invoice), invoice_line_items: [id] };
  return {
    credited: { invoice_line_item_details: details, type: 'invoice_line_items' },
    amount,
    discount: (discounts ?? []).reduce((sum, one) => sum + one.amount, 0),
    period,
  };
}

const isCharge = (body: PgColumn, parent: string, item: string): SQL | undefined =>
  and(
    eq(sql`json_extract_path_text(${body}, 'parent', ${parent}::text, 'subscription_item')`, item),
    sql`json_extract_path_text(${body}, 'amount')::bigint > 0`,
  );
