import { defineResource } from '../../kernel/resource.js';
import { routes } from './routes.js';

export const resource = defineResource({ name: 'country_specs', routes });
