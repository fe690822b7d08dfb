import { json, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';

export const creditNotes = ownedTable(
  'credit_notes',
  {
    ...document<Stripe.CreditNote>(),
    customerId: text().notNull(),
    invoiceId: text().notNull(),
    /** All of its lines; the note shows the first of them. */
    /** The part of the address of its PDF that nobody can guess. */
    secret: text().notNull(),
    lines: json().$type<Stripe.CreditNoteLineItem[]>().notNull(),
  },
  (table) => [
    ...newestFirst(table, table.customerId, table.invoiceId),
    uniqueIndex().on(table.accountId, table.livemode, table.secret),
  ],
);
