import { defineResource } from '../../kernel/resource.js';
import { findPlan } from '../prices/index.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';
import { versions } from './versions.js';

export const resource = defineResource({
  name: 'plans',
  routes,
  includes: { 'plan.tiers': async (call, id) => (await findPlan(call, id)).tiers ?? undefined },
  live: true,
  triggers,
  versions,
});
