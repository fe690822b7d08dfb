import { boolean, index, json, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';
import type { SessionLine, SessionParams } from '../checkout-sessions/index.js';

/** Links that anyone may open: each visit makes a Checkout Session. */
export const paymentLinks = ownedTable(
  'payment_links',
  {
    ...document<Stripe.PaymentLink>(),
    active: boolean().notNull(),
    /** The part of its address. */
    secret: text().notNull(),
    /** What it sells. */
    lines: json().$type<SessionLine[]>().notNull(),
    /** The parameters of the session that a visit makes. */
    session: json().$type<SessionParams>().notNull(),
  },
  (table) => [...newestFirst(table), index().on(table.secret)],
);
