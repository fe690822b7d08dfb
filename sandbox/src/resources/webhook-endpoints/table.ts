import { boolean, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';

export const webhookEndpoints = ownedTable(
  'webhook_endpoints',
  {
    ...document<Stripe.WebhookEndpoint>(),
    /** Secret that signs deliveries. */
    secret: text().notNull(),
    /** Whether it receives the events of connected accounts, and none of the account's own. */
    connect: boolean().notNull().default(false),
    /** Event types that it receives; `*` means all of them. Empty where it is disabled. */
    listensTo: text().array().notNull(),
  },
  (table) => newestFirst(table),
);
