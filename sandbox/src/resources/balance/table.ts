import { isNull } from 'drizzle-orm';
import { bigint, boolean, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';
import { accounts } from '../../kernel/db/tables.js';
import { time } from '../../kernel/db/time.js';

/** The ledger. Rows are only added, and `balances` has their sums. */
export const balanceTransactions = ownedTable(
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
    /** The automatic payout that it went into. */
    payoutId: text(),
  },
  (table) => [
    ...newestFirst(table, table.sourceId, table.payoutId),
    index('balance_transactions_not_paid_out')
      .on(table.accountId, table.livemode, table.currency, table.availableOn)
      .where(isNull(table.payoutId)),
  ],
);

/**
 * The sums of the ledger: for each account and currency one row of the money that can be used, and one for each
 * time from which pending money can be. Few times are pending at once, because a day's payments share one.
 */
export const balances = pgTable(
  'balances',
  {
    accountId: text()
      .notNull()
      .references(() => accounts.id),
    livemode: boolean().notNull(),
    currency: text().notNull(),
    /** 1970 in the row of the money that can be used. */
    availableOn: time().notNull(),
    /** Amount in the currency's smallest unit. */
    amount: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.livemode, table.currency, table.availableOn] })],
);

/**
 * What the connected accounts of a platform owe that it is liable for: the sums of their rows in `balances` that are below zero. The
 * database keeps them, by triggers of a migration, whatever changes those rows.
 */
export const reserves = pgTable(
  'reserves',
  {
    platformId: text()
      .notNull()
      .references(() => accounts.id),
    livemode: boolean().notNull(),
    currency: text().notNull(),
    /** Amount in the currency's smallest unit, never below zero. */
    amount: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.platformId, table.livemode, table.currency] })],
);
