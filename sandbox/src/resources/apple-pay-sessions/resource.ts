import { defineResource } from '../../kernel/resource.js';
import { routes } from './routes.js';

export const resource = defineResource({
  name: 'apple_pay_sessions',
  permission: 'payment_methods',
  routes,
});
