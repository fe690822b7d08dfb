import { defineResource } from '../../kernel/resource.js';
import { loadBalanceTransaction, routes } from './routes.js';

export const resource = defineResource({
  name: 'balance',
  routes,
  objects: { txn: loadBalanceTransaction },
  live: true,
});
