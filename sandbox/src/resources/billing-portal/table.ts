import { boolean, index, json, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';
import { linked } from '../../kernel/links/columns.js';

/** What customers can do in the portal. */
export const portalConfigurations = ownedTable(
  'portal_configurations',
  {
    ...document<Stripe.BillingPortal.Configuration>(),
    active: boolean().notNull(),
    isDefault: boolean().notNull(),
  },
  (table) => newestFirst(table),
);

/** Sessions of the portal: each is a link for one visit. */
export const portalSessions = ownedTable(
  'portal_sessions',
  {
    ...linked(),
    customerId: text().notNull(),
    configurationId: text().notNull(),
    /** The one thing that the customer comes for, where there is one. */
    flow: json().$type<Stripe.BillingPortal.Session.Flow>(),
    flowDone: boolean().notNull(),
    /** The intent by which the customer adds a payment method. */
    setupIntentId: text(),
    /** The payment method that was added, until it is what the customer pays with. */
    addedMethodId: text(),
    locale: text(),
    returnUrl: text(),
  },
  (table) => [index().on(table.setupIntentId)],
);
