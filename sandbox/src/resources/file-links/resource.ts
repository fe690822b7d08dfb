import { defineResource } from '../../kernel/resource.js';
import { loadFileLink } from './links.js';
import { routes } from './routes.js';

export const resource = defineResource({
  name: 'file_links',
  permission: 'files',
  routes,
  objects: { link: loadFileLink },
});
