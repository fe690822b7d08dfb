import { bigint, index, pgTable, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst } from '../../kernel/db/columns.js';
import { time } from '../../kernel/db/time.js';

/** The ledger: rows are added, never changed, and the balance is their sum. */
export const balanceTransactions = pgTable(
  'balance_transactions',
  {
    ...document<Stripe.BalanceTransaction>(),
    /** The charge, refund or dispute that it is of. */
    sourceId: text().notNull(),
    type: text().notNull(),
    currency: text().notNull(),
    /** In the currency's smallest unit: what the balance changes by. */
    net: bigint({ mode: 'number' }).notNull(),
    availableOn: time().notNull(),
  },
  (table) => [
    ...newestFirst(table, table.sourceId),
    index().on(table.accountId, table.livemode, table.currency, table.availableOn),
  ],
);
