import { sql } from 'drizzle-orm';
import { index, numeric, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, owned, ownedTable } from '../../kernel/db/columns.js';
import { time } from '../../kernel/db/time.js';

export const meters = ownedTable(
  'meters',
  { ...document<Stripe.Billing.Meter>(), eventName: text().notNull(), status: text().notNull() },
  (table) => [
    ...newestFirst(table),
    uniqueIndex().on(table.accountId, table.livemode, table.eventName).where(sql`status = 'active'`),
  ],
);

/** What was used: the meter adds it up. Its id is the identifier that the platform gave it. */
export const meterEvents = ownedTable(
  'meter_events',
  {
    ...owned,
    meterId: text().notNull(),
    customerId: text().notNull(),
    /** Time of the usage, on the clock of the customer. */
    usedAt: time().notNull(),
    value: numeric({ precision: 27, scale: 12 }).notNull(),
  },
  (table) => [index().on(table.accountId, table.livemode, table.meterId, table.customerId, table.usedAt)],
);
