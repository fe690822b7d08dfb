import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { finder } from './find.js';
import { shippingRates } from './rates.js';
import { routes } from './routes.js';

const page = listing<Stripe.ShippingRate>({
  page: 'shipping-rates',
  section: 'Products',
  title: 'Shipping rates',
  one: 'Shipping rate',
  finder,
  columns: {
    Name: ({ display_name }) => display_name ?? '',
    Amount: ({ fixed_amount }) => (fixed_amount ? money(fixed_amount.amount, fixed_amount.currency) : ''),
    Active: ({ active }) => (active ? 'yes' : 'no'),
  },
});

export const resource = defineResource({
  name: 'shipping_rates',
  routes,
  objects: { shr: shippingRates.load },
  live: true,
  listing: page,
});
