import type Stripe from 'stripe';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { finder } from './find.js';
import { paymentLinks } from './links.js';
import { linesOfLink, routes } from './routes.js';
import { triggers } from './triggers.js';

const page = listing<Stripe.PaymentLink>({
  page: 'payment-links',
  section: 'Payments',
  title: 'Payment links',
  one: 'Link',
  finder,
  columns: {
    Address: ({ url }) => url,
    Active: ({ active }) => (active ? 'yes' : 'no'),
    Currency: ({ currency }) => currency,
  },
});

export const resource = defineResource({
  name: 'payment_links',
  routes,
  objects: { plink: paymentLinks.load },
  includes: { 'payment_link.line_items': linesOfLink },
  live: true,
  listing: page,
  triggers,
});
