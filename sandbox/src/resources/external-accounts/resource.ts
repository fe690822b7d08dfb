import { defineResource } from '../../kernel/resource.js';
import { findExternalAccount } from '../accounts/index.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';

export const resource = defineResource({
  name: 'external_accounts',
  routes,
  objects: { ba: findExternalAccount, 'destination card': findExternalAccount },
  triggers,
});
