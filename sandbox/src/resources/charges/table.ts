import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, owned, ownedTable } from '../../kernel/db/columns.js';
import { accounts } from '../../kernel/db/tables.js';
import { time } from '../../kernel/db/time.js';
import { words, wordsIndex } from '../../kernel/db/words.js';
import type { MethodType } from '../../methods/index.js';

export const charges = ownedTable(
  'charges',
  {
    ...document<Stripe.Charge>(),
    paymentIntentId: text(),
    customerId: text(),
    /**
     * Type and details of the charged payment method, which refunds and disputes depend on; `stripe_account` for the payment that
     * a transfer is.
     */
    type: text().$type<MethodType | 'stripe_account'>().notNull(),
    details: jsonb().$type<object>().notNull(),
    /** The time at which the issuer released the money, because nobody had captured it. */
    expiredAt: time(),
  },
  (table) => newestFirst(table, table.paymentIntentId, table.customerId),
);

/**
 * What an account's charges come to, by currency and by the quarter of an hour in which they were created: the days of every time zone
 * are made up of those. The database keeps it, by triggers of a migration, whatever changes a charge.
 */
export const volumes = pgTable(
  'volumes',
  {
    accountId: text()
      .notNull()
      .references(() => accounts.id),
    livemode: boolean().notNull(),
    quarter: time().notNull(),
    currency: text().notNull(),
    /** What was captured, in the currency's smallest unit. */
    amount: bigint({ mode: 'number' }).notNull(),
    /** Attempts of customers to pay that succeeded, and that failed. What a transfer brings is none. */
    succeeded: integer().notNull(),
    failed: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.livemode, table.quarter, table.currency] })],
);

/**
 * What people find payments by. The database keeps it, by triggers of a migration, whatever changes a payment or an attempt to pay it.
 */
export const paymentSearch = ownedTable(
  'payment_search',
  {
    ...owned,
    /** That of the payment. */
    seq: bigint({ mode: 'number' }).notNull(),
    customerId: text(),
    amount: bigint({ mode: 'number' }).notNull(),
    currency: text().notNull(),
    /**
     * In whole: the values of its metadata, emails, and the ids that it and its attempts name. By words: its description, and the names of
     * who tried to pay, which also have an `@`. As they are: `state succeeded` or `state declined`, `type card`, `last4 4242`, `refunded`, `disputed`.
     */
    words: words().notNull(),
  },
  (table) => [
    ...newestFirst(table, table.customerId),
    wordsIndex('payment_search_words_index', table.words),
    index().on(table.accountId, table.livemode, table.amount),
  ],
);
