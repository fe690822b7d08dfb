import { defineResource } from '../../kernel/resource.js';
import { owners } from './foreign.js';
import { routes } from './routes.js';

export const resource = defineResource({
  name: 'charging',
  permission: 'charges',
  routes,
  owners,
  live: true,
});
