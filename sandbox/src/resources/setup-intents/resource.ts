import { depositsEnd } from '../../intents/index.js';
import { defineResource } from '../../kernel/resource.js';
import { setupWaits } from './authentication.js';
import { setupIntents } from './kind.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';
import { versions } from './versions.js';

export const resource = defineResource({
  name: 'setup_intents',
  routes,
  objects: { seti: setupIntents.load },
  live: true,
  jobs: [depositsEnd(setupWaits)],
  triggers,
  versions,
});
