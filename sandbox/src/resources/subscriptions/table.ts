import { index, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, owned, ownedTable } from '../../kernel/db/columns.js';
import { time } from '../../kernel/db/time.js';

/** Subscriptions. The object has its items in it. */
export const subscriptions = ownedTable(
  'subscriptions',
  {
    ...document<Stripe.Subscription>(),
    customerId: text().notNull(),
    status: text().notNull(),
    collectionMethod: text().notNull(),
    testClock: text(),
    /** The earliest period of its items. */
    periodStart: time().notNull(),
    periodEnd: time().notNull(),
    /** The intent that sets up its payment method. */
    setupIntentId: text(),
  },
  (table) => [...newestFirst(table, table.customerId, table.setupIntentId), index().on(table.testClock)],
);

/** Where the items of subscriptions are, and which prices they are of. */
export const subscriptionItems = ownedTable(
  'subscription_items',
  { ...owned, subscriptionId: text().notNull(), priceId: text().notNull() },
  (table) => [index().on(table.subscriptionId), index().on(table.priceId)],
);
