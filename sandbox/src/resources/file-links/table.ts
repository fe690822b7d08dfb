import { text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';
import { time } from '../../kernel/db/time.js';

export const fileLinks = ownedTable(
  'file_links',
  {
    ...document<Stripe.FileLink>(),
    fileId: text().notNull(),
    /** Time from which it leads nowhere; `null` for one that has no end. */
    expiresAt: time(),
  },
  (table) => newestFirst(table, table.fileId),
);
