import { defineResource } from '../../kernel/resource.js';
import { routes } from './routes.js';

export const resource = defineResource({ name: 'invoices/create_preview', permission: 'invoices', routes });
