import { json } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';

/** Coupons. The object leaves `applies_to` and `currency_options` out until `expand` asks for them. */
export const coupons = ownedTable(
  'coupons',
  {
    ...document<Stripe.Coupon>(),
    appliesTo: json().$type<Stripe.Coupon.AppliesTo>(),
    currencyOptions: json().$type<Record<string, Stripe.Coupon.CurrencyOptions>>().notNull(),
  },
  (table) => newestFirst(table),
);
