import { sql } from 'drizzle-orm';
import { boolean, json, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';

/** Prices. The object leaves `tiers` and `currency_options` out until `expand` asks for them. */
export const prices = ownedTable(
  'prices',
  {
    ...document<Stripe.Price>(),
    active: boolean().notNull(),
    currency: text().notNull(),
    productId: text().notNull(),
    type: text().notNull(),
    interval: text(),
    meterId: text(),
    usageType: text(),
    /** Only of an active price: the key of another one can be used again. */
    lookupKey: text(),
    tiers: json().$type<Stripe.Price.Tier[]>(),
    currencyOptions: json().$type<Record<string, Stripe.Price.CurrencyOptions>>().notNull(),
    /** A deleted plan is still the price of those who subscribe to it. */
    deleted: boolean().notNull().default(false),
  },
  (table) => [
    ...newestFirst(table, table.productId),
    uniqueIndex().on(table.accountId, table.livemode, table.lookupKey).where(sql`lookup_key is not null`),
  ],
);
