import { defineResource } from '../../kernel/resource.js';
import { loadAccount, routes } from './routes.js';
import { triggers } from './triggers.js';

export const resource = defineResource({
  name: 'accounts',
  routes,
  objects: { acct: loadAccount },
  triggers,
});
