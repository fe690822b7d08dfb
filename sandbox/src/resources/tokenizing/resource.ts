import { defineResource } from '../../kernel/resource.js';
import { routes } from './routes.js';

export const resource = defineResource({ name: 'tokens', routes, live: true });
