import { boolean, pgTable, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst } from '../../kernel/db/columns.js';

export const customers = pgTable(
  'customers',
  { ...document<Stripe.Customer>(), email: text(), deleted: boolean().notNull().default(false) },
  (table) => newestFirst(table, table.email),
);
