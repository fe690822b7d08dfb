import { defineResource } from '../../kernel/resource.js';
import { loadAccount } from './account.js';
import { profile } from './profile.js';
import { routes } from './routes.js';
import { verification } from './store.js';
import { triggers } from './triggers.js';

export const resource = defineResource({
  name: 'accounts',
  routes,
  objects: { acct: loadAccount },
  jobs: [verification],
  profile,
  triggers,
});
