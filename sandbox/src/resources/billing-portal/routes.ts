import * as v from 'valibot';
import { flag } from '../../kernel/http/params.js';
import { type RouteDefinition, route } from '../../kernel/http/route.js';
import { listParams, whereGiven } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { createParams, updateParams } from './configuration-params.js';
import { changeConfiguration, configurations, createConfiguration } from './configurations.js';
import { createSession, sessionParams } from './sessions.js';
import { portalConfigurations as table } from './table.js';

const PATH = '/v1/billing_portal/configurations';

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: PATH,
    keys: ['secret'],
    params: createParams,
    handle: ({ params: { expand: _, ...start }, ...work }) => createConfiguration(work, start),
  }),
  route({
    method: 'GET',
    path: PATH,
    keys: ['secret'],
    params: v.strictObject({ ...listParams, active: v.optional(flag), is_default: v.optional(flag) }),
    handle: (call) =>
      configurations.list(
        call,
        whereGiven(table.active, call.params.active),
        whereGiven(table.isDefault, call.params.is_default),
      ),
  }),
  retrieveRoute(PATH, configurations),
  route({
    method: 'POST',
    path: `${PATH}/:id`,
    keys: ['secret'],
    params: updateParams,
    handle: ({ params: { expand: _, ...change }, ...work }) => changeConfiguration(work, work.id, change),
  }),
  route({
    method: 'POST',
    path: '/v1/billing_portal/sessions',
    keys: ['secret'],
    params: sessionParams,
    isSealed: true,
    handle: createSession,
  }),
];
