import { defineResource } from '../../kernel/resource.js';
import { routes } from './routes.js';

export const resource = defineResource({
  name: 'address_suggestions',
  permission: 'payment_methods',
  routes,
});
