import * as v from 'valibot';
import { common } from '../../kernel/http/params.js';
import { type RouteDefinition, route } from '../../kernel/http/route.js';
import { defineResource } from '../../kernel/resource.js';
import { mandateDecision, mandates } from './mandates.js';
import { triggers } from './triggers.js';

const routes: RouteDefinition[] = [
  route({
    method: 'GET',
    path: '/v1/mandates/:id',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => (await mandates.find(call, call.id)).body,
  }),
];

export const resource = defineResource({
  name: 'mandates',
  permission: 'payment_methods',
  routes,
  objects: { mandate: mandates.load },
  jobs: [mandateDecision],
  triggers,
});
