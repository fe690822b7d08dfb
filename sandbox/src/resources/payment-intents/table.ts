import { text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';

export const paymentIntents = ownedTable(
  'payment_intents',
  { ...document<Stripe.PaymentIntent>(), customerId: text() },
  (table) => newestFirst(table, table.customerId),
);
