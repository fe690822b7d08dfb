import { json, pgTable, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { listed, newestFirst } from '../../kernel/db/columns.js';

export const events = pgTable(
  'events',
  {
    ...listed,
    type: text().notNull(),
    /** The object that it tells of: what deliveries keep their order by. */
    objectId: text().notNull(),
    /** The object as it was, and what it was before. */
    data: json().$type<Stripe.Event.Data>().notNull(),
    /** The request that it comes from, where one did. */
    requestId: text(),
    idempotencyKey: text(),
  },
  (table) => newestFirst(table, table.objectId),
);
