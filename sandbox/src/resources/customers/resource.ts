import { defineResource } from '../../kernel/resource.js';
import { loadCustomer } from './customers.js';
import { customersListing } from './listing.js';
import { paymentMethodRoutes } from './payment-methods.js';
import { routes } from './routes.js';

export const resource = defineResource({
  name: 'customers',
  routes: [...routes, ...paymentMethodRoutes],
  objects: { cus: loadCustomer },
  live: true,
  listing: customersListing,
});
