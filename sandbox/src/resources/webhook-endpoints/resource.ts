import { defineResource } from '../../kernel/resource.js';
import { webhookEndpoints } from './endpoints.js';
import { routes } from './routes.js';

export const resource = defineResource({
  name: 'webhook_endpoints',
  routes,
  objects: { we: webhookEndpoints.load },
});
