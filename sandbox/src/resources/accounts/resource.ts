import { defineResource } from '../../kernel/resource.js';
import { loadAccount } from './account.js';
import { profile } from './profile.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';

export const resource = defineResource({
  name: 'accounts',
  routes,
  objects: { acct: loadAccount },
  profile,
  triggers,
});
