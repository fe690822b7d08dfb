import { defineResource } from '../../kernel/resource.js';
import { loadPaymentMethod, routes } from './routes.js';
import { SOURCES } from './sources.js';

export const resource = defineResource({
  name: 'payment_methods',
  routes,
  objects: {
    pm: loadPaymentMethod,
    ...Object.fromEntries(SOURCES.map((prefix) => [prefix, loadPaymentMethod])),
  },
  live: true,
});
