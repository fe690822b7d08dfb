import { boolean } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';

export const taxRates = ownedTable(
  'tax_rates',
  { ...document<Stripe.TaxRate>(), active: boolean().notNull(), inclusive: boolean().notNull() },
  (table) => newestFirst(table),
);
