import { text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';

/** Money that a platform has moved to connected accounts; the rows belong to the platform. */
export const transfers = ownedTable(
  'transfers',
  {
    ...document<Stripe.Transfer>(),
    destinationId: text().notNull(),
    /** The payment that the transfer is at its destination. */
    paymentId: text().notNull(),
    /** The charge whose money it is, where it is that of a charge. */
    chargeId: text(),
    transferGroup: text(),
  },
  (table) => newestFirst(table, table.destinationId, table.paymentId, table.chargeId, table.transferGroup),
);

export const transferReversals = ownedTable(
  'transfer_reversals',
  { ...document<Stripe.TransferReversal>(), transferId: text().notNull() },
  (table) => newestFirst(table, table.transferId),
);
