import { bigint, index, pgTable, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst } from '../../kernel/db/columns.js';
import { time } from '../../kernel/db/time.js';

/** The ledger. Rows are only added, and the balance is their sum. */
export const balanceTransactions = pgTable(
  'balance_transactions',
  {
    ...document<Stripe.BalanceTransaction>(),
    /** The charge, refund or dispute that it belongs to. */
    sourceId: text().notNull(),
    type: text().notNull(),
    currency: text().notNull(),
    /** Change of the balance, in the currency's smallest unit. */
    net: bigint({ mode: 'number' }).notNull(),
    availableOn: time().notNull(),
  },
  (table) => [
    ...newestFirst(table, table.sourceId),
    index().on(table.accountId, table.livemode, table.currency, table.availableOn),
  ],
);
