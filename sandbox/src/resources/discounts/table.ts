import { boolean, json, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';

/** Discounts, with what their coupons said when they were used: a coupon may be deleted since. */
export const discounts = ownedTable(
  'discounts',
  {
    ...document<Stripe.Discount>(),
    customerId: text().notNull(),
    coupon: json().$type<Stripe.Coupon>().notNull(),
    appliesTo: json().$type<Stripe.Coupon.AppliesTo>(),
    /** What it takes off in each currency, where that is an amount. */
    amounts: json().$type<Record<string, Stripe.Coupon.CurrencyOptions>>().notNull(),
    /** The only invoice of a discount that is for one. */
    usedBy: text(),
    ended: boolean().notNull(),
  },
  (table) => newestFirst(table, table.customerId),
);
