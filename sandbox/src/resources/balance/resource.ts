import { defineResource } from '../../kernel/resource.js';
import { maturity } from './available.js';
import { loadBalanceTransaction, routes } from './routes.js';
import { triggers } from './triggers.js';

export const resource = defineResource({
  name: 'balance',
  routes,
  objects: { txn: loadBalanceTransaction },
  live: true,
  jobs: [maturity],
  triggers,
});
