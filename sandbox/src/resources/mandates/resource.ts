import { defineResource } from '../../kernel/resource.js';
import { mandates } from './mandates.js';
import { routes } from './routes.js';

export const resource = defineResource({
  name: 'mandates',
  permission: 'payment_methods',
  routes,
  objects: { mandate: mandates.load },
});
