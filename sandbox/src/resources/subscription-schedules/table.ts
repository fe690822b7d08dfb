import { text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';
import { time } from '../../kernel/db/time.js';

/** Plans of how subscriptions change. */
export const subscriptionSchedules = ownedTable(
  'subscription_schedules',
  {
    ...document<Stripe.SubscriptionSchedule>(),
    customerId: text().notNull(),
    status: text().notNull(),
    canceledAt: time(),
    completedAt: time(),
    releasedAt: time(),
  },
  (table) => newestFirst(table, table.customerId),
);
