import { sql } from 'drizzle-orm';
import { boolean, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';
import { wordsIndex } from '../../kernel/db/words.js';

export const customers = ownedTable(
  'customers',
  {
    ...document<Stripe.Customer>(),
    email: text(),
    /** The test clock that it lives by, with all that is its own. */
    testClock: text(),
    deleted: boolean().notNull().default(false),
  },
  (table) => [
    ...newestFirst(table, table.email, table.testClock),
    wordsIndex('customers_words_index', sql`words_of_customer(${table.body})`),
  ],
);

/** The changes of customers' balances: what a customer owes, or is owed, is their sum. */
export const customerBalanceTransactions = ownedTable(
  'customer_balance_transactions',
  { ...document<Stripe.CustomerBalanceTransaction>(), customerId: text().notNull() },
  (table) => newestFirst(table, table.customerId),
);
