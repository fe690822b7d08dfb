import { defineResource } from '../../kernel/resource.js';
import { addedMethodJob } from './added-method.js';
import { configurations } from './configurations.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';

export const resource = defineResource({
  name: 'billing_portal',
  permission: 'customer_portal',
  routes,
  jobs: [addedMethodJob],
  objects: { bpc: configurations.load },
  triggers,
});
