import type Stripe from 'stripe';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { finder } from './find.js';
import { products } from './products.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';
import { versions } from './versions.js';

const page = listing<Stripe.Product>({
  page: 'products',
  section: 'Products',
  title: 'Products',
  one: 'Product',
  finder,
  columns: {
    Name: ({ name }) => name,
    Active: ({ active }) => (active ? 'yes' : 'no'),
    Created: ({ created }) => new Date(created * 1000),
  },
});

export const resource = defineResource({
  name: 'products',
  routes,
  objects: { 'product *': products.load },
  live: true,
  listing: page,
  triggers,
  versions,
});
