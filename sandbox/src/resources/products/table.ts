import { boolean, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';

export const products = ownedTable(
  'products',
  {
    ...document<Stripe.Product>(),
    active: boolean().notNull(),
    shippable: boolean(),
    type: text().notNull(),
    url: text(),
  },
  (table) => newestFirst(table),
);
