import { defineResource } from '../../kernel/resource.js';
import { routes } from './routes.js';
import { settlement, topups } from './topup.js';
import { triggers } from './triggers.js';

export const resource = defineResource({
  name: 'topups',
  routes,
  objects: { tu: topups.load },
  jobs: [settlement],
  triggers,
});
