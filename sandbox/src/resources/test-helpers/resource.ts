import * as v from 'valibot';
import { common } from '../../kernel/http/params.js';
import { type RouteDefinition, route } from '../../kernel/http/route.js';
import { defineResource } from '../../kernel/resource.js';
import { listRequests, requestListParams } from './requests.js';
import { reset } from './reset.js';

const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/test_helpers/reset',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: reset,
  }),
  route({
    method: 'GET',
    path: '/v1/test_helpers/requests',
    keys: ['secret'],
    params: requestListParams,
    isPolled: true,
    handle: listRequests,
  }),
];

export const resource = defineResource({ name: 'test_helpers', routes });
