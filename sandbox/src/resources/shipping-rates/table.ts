import { boolean, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';

export const shippingRates = ownedTable(
  'shipping_rates',
  { ...document<Stripe.ShippingRate>(), active: boolean().notNull(), currency: text().notNull() },
  (table) => newestFirst(table),
);
