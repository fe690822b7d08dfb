import { index, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, ownedTable } from '../../kernel/db/columns.js';

/** The consents of holders to debits of their accounts. */
export const mandates = ownedTable(
  'mandates',
  { ...document<Stripe.Mandate>(), paymentMethodId: text() },
  (table) => [index().on(table.paymentMethodId, table.seq)],
);
