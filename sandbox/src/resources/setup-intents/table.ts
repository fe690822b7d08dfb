import { text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';

export const setupIntents = ownedTable(
  'setup_intents',
  { ...document<Stripe.SetupIntent>(), customerId: text(), paymentMethodId: text() },
  (table) => newestFirst(table, table.customerId, table.paymentMethodId),
);
