import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { owned } from '../kernel/db/columns.js';

/** One time that the issuer asks the cardholder, for an intent; its id is all that the bank's page knows. */
export const authentications = pgTable(
  'authentications',
  {
    ...owned,
    intent: text({ enum: ['payment_intent', 'setup_intent'] }).notNull(),
    intentId: text().notNull(),
    paymentMethodId: text().notNull(),
    /** What is true of the payment method's details only for this attempt: a security code was typed for it. */
    forPayment: jsonb().$type<object>().notNull(),
    status: text({ enum: ['pending', 'succeeded', 'failed', 'canceled'] }).notNull(),
    /** Where the bank's page leads back to; nothing where it is shown in a frame of the host. */
    returnUrl: text(),
  },
  (table) => [index().on(table.intentId)],
);
