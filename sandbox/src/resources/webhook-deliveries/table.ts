import { sql } from 'drizzle-orm';
import { index, integer, smallint, text } from 'drizzle-orm/pg-core';
import { listed, newestFirst, ownedTable } from '../../kernel/db/columns.js';
import { time } from '../../kernel/db/time.js';

/** Deliveries of events to endpoints, and their results. */
export const webhookDeliveries = ownedTable(
  'webhook_deliveries',
  {
    ...listed,
    eventId: text().notNull(),
    /** The account whose event it is: the endpoint's own, or one that is connected to it. */
    eventAccountId: text().notNull(),
    endpointId: text().notNull(),
    objectId: text().notNull(),
    status: text({ enum: ['pending', 'delivered', 'failed'] }).notNull(),
    attempts: integer().notNull().default(0),
    lastAttemptAt: time(),
    /** Time of the next attempt, after a failure. */
    nextAttemptAt: time(),
    /** Time until which the worker that sends it has it for itself. Only a dead worker takes longer. */
    claimedUntil: time(),
    /** Last answer of the endpoint, or the reason why there was none. */
    responseStatus: smallint(),
    failure: text(),
  },
  (table) => [
    ...newestFirst(table, table.eventId, table.endpointId),
    index().on(table.endpointId, table.objectId, table.seq).where(sql`status = 'pending'`),
  ],
);
