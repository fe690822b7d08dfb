import { boolean, index, json, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';
import type { Hidden } from './hidden.js';
import type { SessionLine } from './lines.js';

/** Sessions of Checkout: each is one purchase of one customer. */
export const checkoutSessions = ownedTable(
  'checkout_sessions',
  {
    ...document<Stripe.Checkout.Session>(),
    status: text().notNull(),
    /** What is bought, and what could be bought too. */
    lines: json().$type<SessionLine[]>().notNull(),
    hidden: json().$type<Hidden>().notNull(),
    /** The customer of the object, or the one that was created for a purchase that is not complete. */
    customerId: text(),
    email: text(),
    /** The payment, or that of the first invoice, from the first attempt on. */
    paymentIntentId: text(),
    paymentLinkId: text(),
    /** The set-up that waits for its holder. */
    setupIntentId: text(),
    /** The subscription, also where its first invoice is not paid yet. */
    subscriptionId: text(),
    testClock: text(),
    /** Whether the use of the discount is counted. */
    redeemed: boolean().notNull(),
  },
  (table) => [
    ...newestFirst(table, table.customerId, table.email, table.paymentLinkId, table.subscriptionId),
    index().on(table.id),
    index().on(table.paymentIntentId),
    index().on(table.setupIntentId),
  ],
);
