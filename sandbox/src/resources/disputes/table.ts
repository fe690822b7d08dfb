import { pgTable, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst } from '../../kernel/db/columns.js';

export const disputes = pgTable(
  'disputes',
  { ...document<Stripe.Dispute>(), chargeId: text().notNull(), paymentIntentId: text() },
  (table) => newestFirst(table, table.chargeId, table.paymentIntentId),
);
