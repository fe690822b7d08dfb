import { pgTable, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst } from '../../kernel/db/columns.js';

export const paymentIntents = pgTable(
  'payment_intents',
  { ...document<Stripe.PaymentIntent>(), customerId: text() },
  (table) => newestFirst(table, table.customerId),
);
