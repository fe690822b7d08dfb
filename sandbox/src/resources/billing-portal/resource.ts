import { defineResource } from '../../kernel/resource.js';
import { configurations } from './configurations.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';

export const resource = defineResource({
  name: 'billing_portal',
  permission: 'customer_portal',
  routes,
  objects: { bpc: configurations.load },
  triggers,
});
