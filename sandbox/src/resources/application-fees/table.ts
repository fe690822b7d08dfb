import { text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';

/** The platform's shares of payments, which belong to the platform. */
export const applicationFees = ownedTable(
  'application_fees',
  {
    ...document<Stripe.ApplicationFee>(),
    /** The connected account that has paid it. */
    payerId: text().notNull(),
    /** The charge of that account. */
    chargeId: text().notNull(),
  },
  (table) => newestFirst(table, table.chargeId),
);

export const feeRefunds = ownedTable(
  'fee_refunds',
  { ...document<Stripe.FeeRefund>(), feeId: text().notNull() },
  (table) => newestFirst(table, table.feeId),
);
