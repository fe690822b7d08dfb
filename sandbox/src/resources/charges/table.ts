import { jsonb, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';
import { time } from '../../kernel/db/time.js';
import type { MethodType } from '../../methods/index.js';

export const charges = ownedTable(
  'charges',
  {
    ...document<Stripe.Charge>(),
    paymentIntentId: text(),
    customerId: text(),
    /**
     * Type and details of the charged payment method, which refunds and disputes depend on; `stripe_account` for the payment that
     * a transfer is.
     */
    type: text().$type<MethodType | 'stripe_account'>().notNull(),
    details: jsonb().$type<object>().notNull(),
    /** The time at which the issuer released the money, because nobody had captured it. */
    expiredAt: time(),
  },
  (table) => newestFirst(table, table.paymentIntentId, table.customerId),
);
