import { defineResource } from '../../kernel/resource.js';
import { setupAttempts } from './attempts.js';
import { routes } from './routes.js';

export const resource = defineResource({
  name: 'setup_attempts',
  permission: 'setup_intents',
  routes,
  objects: { setatt: setupAttempts.load },
});
