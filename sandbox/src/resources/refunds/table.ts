import { pgTable, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst } from '../../kernel/db/columns.js';

export const refunds = pgTable(
  'refunds',
  { ...document<Stripe.Refund>(), chargeId: text().notNull(), paymentIntentId: text() },
  (table) => newestFirst(table, table.chargeId, table.paymentIntentId),
);
