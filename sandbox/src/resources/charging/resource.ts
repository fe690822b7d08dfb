import { defineResource } from '../../kernel/resource.js';
import { loadCharge, loadPayment } from './foreign.js';
import { routes } from './routes.js';

export const resource = defineResource({
  name: 'charging',
  permission: 'charges',
  routes,
  objects: { 'destination_payment py': loadPayment, 'charge ch': loadCharge, 'charge py': loadCharge },
  live: true,
});
