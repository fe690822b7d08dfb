import { bigint, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, owned, ownedTable } from '../../kernel/db/columns.js';

export const paymentIntents = ownedTable(
  'payment_intents',
  { ...document<Stripe.PaymentIntent>(), customerId: text() },
  (table) => newestFirst(table, table.customerId),
);

/**
 * What people find payments by: in rows so narrow that all of an account are looked through in a moment. The database keeps them, by
 * triggers of a migration, whatever changes a payment or an attempt to pay it. All texts are in small letters.
 */
export const paymentSearch = ownedTable(
  'payment_search',
  {
    ...owned,
    /** That of the payment. */
    seq: bigint({ mode: 'number' }).notNull(),
    customerId: text(),
    /** The status of the API, or `declined`. */
    state: text().notNull(),
    amount: bigint({ mode: 'number' }).notNull(),
    currency: text().notNull(),
    description: text().notNull(),
    /** The values of its metadata, the ids that it names and the email of its receipt, each between line breaks. */
    marks: text().notNull(),
    /**
     * What is known of its attempts, each between line breaks: `type card`, `last4 4242`, `name ada lovelace`, `refunded`, `disputed`,
     * and their ids and emails.
     */
    attempts: text().notNull(),
  },
  (table) => newestFirst(table),
);
