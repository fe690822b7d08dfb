import { defineResource } from '../../kernel/resource.js';
import { customerRoutes } from './customer-routes.js';
import { loadDiscount } from './discounts.js';
import { customerDiscountEnd } from './of-customer.js';
import { triggers } from './triggers.js';
import { versions } from './versions.js';

export const resource = defineResource({
  name: 'discounts',
  permission: 'customers',
  routes: customerRoutes,
  objects: { di: loadDiscount },
  jobs: [customerDiscountEnd],
  live: true,
  triggers,
  versions,
});
