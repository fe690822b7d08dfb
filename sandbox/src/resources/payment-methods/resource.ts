import { defineResource } from '../../kernel/resource.js';
import { loadPaymentMethod, routes } from './routes.js';

export const resource = defineResource({
  name: 'payment_methods',
  routes,
  objects: { pm: loadPaymentMethod },
  live: true,
});
