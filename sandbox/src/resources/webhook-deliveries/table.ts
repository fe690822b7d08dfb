import { sql } from 'drizzle-orm';
import { boolean, index, integer, smallint, text } from 'drizzle-orm/pg-core';
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

/** Attempts to deliver an event. What was sent is not stored twice: it is the event, with what differs from attempt to attempt. */
export const webhookAttempts = ownedTable(
  'webhook_attempts',
  {
    ...listed,
    eventId: text().notNull(),
    eventAccountId: text().notNull(),
    endpointId: text().notNull(),
    delivered: boolean().notNull(),
    /** Time until the answer, or until it was given up, in ms. */
    duration: integer().notNull(),
    responseStatus: smallint(),
    failure: text(),
    /** Beginning of the answer's body, without what could be a secret; `null` where there was no answer. */
    response: text(),
    /** Number of endpoints that had yet to receive the event, as the body said. */
    pendingWebhooks: integer().notNull(),
    /** Version whose shapes were sent; `null` for the newest. */
    apiVersion: text(),
  },
  (table) => newestFirst(table, table.eventId, table.endpointId),
);
