import { defineResource } from '../../kernel/resource.js';
import { routes } from './routes.js';

export const resource = defineResource({
  name: 'webhook_deliveries',
  permission: 'webhook_endpoints',
  routes,
});
