import { defineResource } from '../../kernel/resource.js';
import { routes } from './routes.js';

export const resource = defineResource({
  name: 'refunding',
  permission: 'refunds',
  routes,
  live: true,
});
