import { defineResource } from '../../kernel/resource.js';
import { files } from './files.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';

export const resource = defineResource({ name: 'files', routes, objects: { file: files.load }, triggers });
