import { defineResource } from '../../kernel/resource.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { mandateDecision, mandates } from './mandates.js';
import { triggers } from './triggers.js';

export const resource = defineResource({
  name: 'mandates',
  permission: 'payment_methods',
  routes: [retrieveRoute('/v1/mandates', mandates)],
  objects: { mandate: mandates.load },
  jobs: [mandateDecision],
  triggers,
});
