import { defineResource } from '../../kernel/resource.js';
import { routes } from './routes.js';
import { savedMethodRoutes } from './saved-methods.js';

export const resource = defineResource({
  name: 'customer_sessions',
  routes: [...routes, ...savedMethodRoutes],
});
