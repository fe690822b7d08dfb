import { defineResource } from '../../kernel/resource.js';
import { routes, taxIdsOfCustomer } from './routes.js';
import { check, taxIds } from './tax-ids.js';
import { triggers } from './triggers.js';

export const resource = defineResource({
  name: 'tax_ids',
  permission: 'customers',
  routes,
  objects: { txi: taxIds.load },
  includes: { 'customer.tax_ids': taxIdsOfCustomer },
  jobs: [check],
  live: true,
  triggers,
});
