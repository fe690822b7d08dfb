import { defineResource } from '../../kernel/resource.js';
import { routes } from './routes.js';
import { setupIntents } from './view.js';

export const resource = defineResource({
  name: 'setup_intents',
  routes,
  objects: { seti: setupIntents.load },
  live: true,
});
