import * as v from 'valibot';
import { common, integer, text } from '../../kernel/http/params.js';
import { type RouteDefinition, route } from '../../kernel/http/route.js';
import { listParams } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { advance, clocks, createClock, remove } from './clocks.js';

const PATH = '/v1/test_helpers/test_clocks';

/** Last second of the year 2099. */
const LATEST = 4_102_444_799;

const frozenTime = integer({ minimum: 0, maximum: LATEST });

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: PATH,
    keys: ['secret'],
    params: v.strictObject({
      customer: v.optional(text()),
      expand: common.expand,
      frozen_time: frozenTime,
      name: v.optional(text(300)),
    }),
    handle: (call) =>
      createClock(call, {
        frozenTime: call.params.frozen_time,
        name: call.params.name ?? null,
        customer: call.params.customer,
      }),
  }),
  route({
    method: 'GET',
    path: PATH,
    keys: ['secret'],
    params: v.strictObject(listParams),
    handle: (call) => clocks.list(call),
  }),
  retrieveRoute(PATH, clocks, 'id'),
  route({
    method: 'DELETE',
    path: `${PATH}/:id`,
    keys: ['secret'],
    params: v.strictObject({}),
    handle: (call) => remove(call, call.id),
  }),
  route({
    method: 'POST',
    path: `${PATH}/:id/advance`,
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand, frozen_time: frozenTime }),
    handle: (call) => advance(call, call.id, call.params.frozen_time),
  }),
];
