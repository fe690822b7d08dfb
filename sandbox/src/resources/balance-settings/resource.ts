import { defineResource } from '../../kernel/resource.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';

export const resource = defineResource({ name: 'balance_settings', routes, triggers });
