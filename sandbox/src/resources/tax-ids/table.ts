import { text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';

export const taxIds = ownedTable(
  'tax_ids',
  {
    ...document<Stripe.TaxId>(),
    /** Whose it is; `null` for one of the account itself. */
    customerId: text(),
  },
  (table) => newestFirst(table, table.customerId),
);
