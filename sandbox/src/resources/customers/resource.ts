import { defineResource } from '../../kernel/resource.js';
import { customersListing } from './listing.js';
import { loadCustomer, routes } from './routes.js';

export const resource = defineResource({
  name: 'customers',
  routes,
  objects: { cus: loadCustomer },
  live: true,
  listing: customersListing,
});
