import { sql } from 'drizzle-orm';
import { index, json, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { listed, newestFirst, ownedTable } from '../../kernel/db/columns.js';
import { time } from '../../kernel/db/time.js';

export const events = ownedTable(
  'events',
  {
    ...listed,
    /** Time at which it was written, where a test clock says that it happened at another. */
    writtenAt: time().notNull().defaultNow(),
    type: text().notNull(),
    /** The connected account that it is about, where only the platform sees it: that it was connected, or is no longer. */
    about: text(),
    /** The object that it is about. Deliveries keep their order for each object. */
    objectId: text().notNull(),
    /** The object at that time, and its former values. */
    data: json().$type<Stripe.Event.Data>().notNull(),
    /** The request that caused it, if one did. */
    requestId: text(),
    idempotencyKey: text(),
  },
  (table) => [
    ...newestFirst(table, table.objectId),
    index().on(table.requestId),
    index().on(table.idempotencyKey).where(sql`${table.idempotencyKey} is not null`),
  ],
);
