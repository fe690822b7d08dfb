import { text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';
import { time } from '../../kernel/db/time.js';

export const payouts = ownedTable(
  'payouts',
  {
    ...document<Stripe.Payout>(),
    arrivesAt: time().notNull(),
    destinationId: text().notNull(),
    status: text().notNull(),
  },
  (table) => newestFirst(table, table.destinationId),
);
