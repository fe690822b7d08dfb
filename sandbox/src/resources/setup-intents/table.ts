import { pgTable, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst } from '../../kernel/db/columns.js';

export const setupIntents = pgTable(
  'setup_intents',
  { ...document<Stripe.SetupIntent>(), customerId: text(), paymentMethodId: text() },
  (table) => newestFirst(table, table.customerId, table.paymentMethodId),
);
