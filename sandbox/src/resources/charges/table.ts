import { jsonb, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';
import type { MethodType } from '../../methods/index.js';

export const charges = ownedTable(
  'charges',
  {
    ...document<Stripe.Charge>(),
    paymentIntentId: text(),
    customerId: text(),
    /** Type and details of the charged payment method, which refunds and disputes depend on. */
    type: text().$type<MethodType>().notNull(),
    details: jsonb().$type<object>().notNull(),
  },
  (table) => newestFirst(table, table.paymentIntentId, table.customerId),
);
