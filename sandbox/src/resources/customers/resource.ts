import type Stripe from 'stripe';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { SOURCES } from '../payment-methods/index.js';
import { balanceTransactions } from './balance.js';
import { balanceRoutes } from './balance-routes.js';
import { loadCustomer } from './customers.js';
import { finder } from './find.js';
import { defaultChange, paymentMethodRoutes } from './payment-methods.js';
import { routes } from './routes.js';
import { loadSource, sourceRoutes, sourcesOfCustomer } from './sources.js';
import { triggers } from './triggers.js';
import { versions } from './versions.js';

const page = listing<Stripe.Customer>({
  page: 'customers',
  section: 'Customers',
  title: 'Customers',
  one: 'Customer',
  finder,
  columns: {
    Name: ({ name }) => name ?? '',
    Email: ({ email }) => email ?? '',
    Created: ({ created }) => new Date(created * 1000),
  },
});

export const resource = defineResource({
  name: 'customers',
  routes: [...routes, ...paymentMethodRoutes, ...sourceRoutes, ...balanceRoutes],
  objects: {
    cbtxn: balanceTransactions.load,
    cus: loadCustomer,
    ...Object.fromEntries(SOURCES.map((prefix) => [`default_source ${prefix}`, loadSource])),
  },
  includes: { 'customer.sources': sourcesOfCustomer },
  jobs: [defaultChange],
  live: true,
  listing: page,
  triggers,
  versions,
});
