import { pgTable, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst } from '../../kernel/db/columns.js';

export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    ...document<Stripe.WebhookEndpoint>(),
    /** What deliveries are signed with. */
    secret: text().notNull(),
    /** The types of event that it is sent; `*` is all of them. Nothing where it is disabled. */
    listensTo: text().array().notNull(),
  },
  (table) => newestFirst(table),
);
