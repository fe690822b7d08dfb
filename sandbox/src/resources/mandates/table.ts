import { index, pgTable, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document } from '../../kernel/db/columns.js';

/** The consents of holders to debits of their accounts. */
export const mandates = pgTable(
  'mandates',
  { ...document<Stripe.Mandate>(), paymentMethodId: text() },
  (table) => [index().on(table.paymentMethodId, table.seq)],
);
