import { defineResource } from '../../kernel/resource.js';
import { charges } from './charges.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';
import { versions } from './versions.js';

export const resource = defineResource({
  name: 'charges',
  routes,
  objects: { ch: charges.load, py: charges.load },
  live: true,
  triggers,
  versions,
});
