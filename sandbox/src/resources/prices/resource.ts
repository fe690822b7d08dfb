import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { finder } from './find.js';
import { prices } from './prices.js';
import { productRoutes } from './product-routes.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';
import { versions } from './versions.js';

const page = listing<Stripe.Price>({
  page: 'prices',
  section: 'Products',
  title: 'Prices',
  one: 'Price',
  finder,
  columns: {
    Product: ({ product }) => String(product),
    Amount: ({ currency, unit_amount, unit_amount_decimal }) =>
      unit_amount === null
        ? `${unit_amount_decimal ?? 'tiers, or what the customer pays'} ${currency}`
        : money(unit_amount, currency),
    Every: ({ recurring }) => (recurring ? `${recurring.interval_count} ${recurring.interval}` : 'once'),
    Active: ({ active }) => (active ? 'yes' : 'no'),
    Created: ({ created }) => new Date(created * 1000),
  },
});

export const resource = defineResource({
  name: 'prices',
  routes: [...routes, ...productRoutes],
  // A plan may have any id.
  objects: { price: prices.load, 'price *': prices.load },
  includes: {
    'price.currency_options': async (call, id) => (await prices.find(call, id)).currencyOptions,
    'price.tiers': async (call, id) => (await prices.find(call, id)).tiers ?? undefined,
  },
  live: true,
  listing: page,
  triggers,
  versions,
});
