import { sql } from 'drizzle-orm';
import { boolean, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';

export const promotionCodes = ownedTable(
  'promotion_codes',
  {
    ...document<Stripe.PromotionCode>(),
    active: boolean().notNull(),
    /** In lower case: customers type it as they like. */
    code: text().notNull(),
    couponId: text().notNull(),
    customerId: text(),
  },
  (table) => [
    ...newestFirst(table, table.couponId),
    // One code may be used again for each customer, and for all others.
    uniqueIndex('promotion_codes_in_use')
      .on(table.accountId, table.livemode, table.code, sql`coalesce(customer_id, '')`)
      .where(sql`active`),
  ],
);
