import { text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';

export const disputes = ownedTable(
  'disputes',
  { ...document<Stripe.Dispute>(), chargeId: text().notNull(), paymentIntentId: text() },
  (table) => newestFirst(table, table.chargeId, table.paymentIntentId),
);
