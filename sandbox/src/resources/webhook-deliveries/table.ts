import { sql } from 'drizzle-orm';
import { index, integer, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import { listed, newestFirst } from '../../kernel/db/columns.js';
import { time } from '../../kernel/db/time.js';

/** An event on its way to an endpoint, and how it went. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    ...listed,
    eventId: text().notNull(),
    endpointId: text().notNull(),
    objectId: text().notNull(),
    status: text({ enum: ['pending', 'delivered', 'failed'] }).notNull(),
    attempts: integer().notNull().default(0),
    lastAttemptAt: time(),
    /** When it is tried again, after a failure. */
    nextAttemptAt: time(),
    /** Until when a worker that is sending it has it for itself; longer than that takes only one that has died. */
    claimedUntil: time(),
    /** What the endpoint answered last, or why there was no answer. */
    responseStatus: smallint(),
    failure: text(),
  },
  (table) => [
    ...newestFirst(table, table.eventId, table.endpointId),
    index().on(table.endpointId, table.objectId, table.seq).where(sql`status = 'pending'`),
  ],
);
