import type Stripe from 'stripe';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { loadCustomer } from './customers.js';
import { paymentMethodRoutes } from './payment-methods.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';
import { versions } from './versions.js';

const page = listing<Stripe.Customer>({
  page: 'customers',
  title: 'Customers',
  one: 'Customer',
  columns: {
    Name: ({ name }) => name ?? '',
    Email: ({ email }) => email ?? '',
    Made: ({ created }) => new Date(created * 1000),
  },
});

export const resource = defineResource({
  name: 'customers',
  routes: [...routes, ...paymentMethodRoutes],
  objects: { cus: loadCustomer },
  live: true,
  listing: page,
  triggers,
  versions,
});
