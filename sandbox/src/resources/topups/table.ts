import { bigint, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';

export const topups = ownedTable(
  'topups',
  {
    ...document<Stripe.Topup>(),
    amount: bigint({ mode: 'number' }).notNull(),
    /** The `name` of the test account that the money comes from, which decides whether it comes. */
    behaves: text().notNull(),
    status: text().notNull(),
  },
  newestFirst,
);
