import type Stripe from 'stripe';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { finder } from './find.js';
import { taxRates } from './rates.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';

const page = listing<Stripe.TaxRate>({
  page: 'tax-rates',
  section: 'Products',
  title: 'Tax rates',
  one: 'Tax rate',
  finder,
  columns: {
    Name: ({ display_name }) => display_name,
    Country: ({ country }) => country ?? '',
    Percentage: ({ inclusive, percentage }) => `${percentage} %${inclusive ? ' included' : ''}`,
    Active: ({ active }) => (active ? 'yes' : 'no'),
  },
});

export const resource = defineResource({
  name: 'tax_rates',
  routes,
  objects: { txr: taxRates.load },
  live: true,
  listing: page,
  triggers,
});
