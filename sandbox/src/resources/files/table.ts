import { text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';

/** What is known of files. Their contents are not kept. */
export const files = ownedTable('files', { ...document<Stripe.File>(), purpose: text().notNull() }, (table) =>
  newestFirst(table),
);
