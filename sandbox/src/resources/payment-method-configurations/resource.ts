import { defineResource } from '../../kernel/resource.js';
import { routes } from './routes.js';
import { switches } from './switches.js';

export const resource = defineResource({ name: 'payment_method_configurations', routes, switches });
