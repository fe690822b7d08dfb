import type Stripe from 'stripe';
import * as v from 'valibot';
import { missing } from '../../kernel/errors.js';
import { common, flag } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import type { List } from '../../kernel/store/list.js';
import {
  CAPABILITIES,
  type CapabilityName,
  capabilityOf,
  changedAccount,
  changeReachable,
  reachableAccount,
} from '../accounts/index.js';

const bare = v.strictObject({ expand: common.expand });

/** Routes of what a connected account is able to do. */
export const routes: RouteDefinition[] = [
  route({
    method: 'GET',
    path: '/v1/accounts/:id/capabilities',
    keys: ['secret'],
    params: bare,
    handle: listCapabilities,
  }),
  route({
    method: 'GET',
    path: '/v1/accounts/:id/capabilities/:subId',
    keys: ['secret'],
    params: bare,
    handle: async (call) => capabilityOf(await reachableAccount(call, call.id), named(call.subId)),
  }),
  route({
    method: 'POST',
    path: '/v1/accounts/:id/capabilities/:subId',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand, requested: v.optional(flag) }),
    handle: async (call) => {
      const name = named(call.subId);
      const { requested } = call.params;
      const params = { capabilities: { [name]: { requested } } };
      const account = await changeReachable(call, call.id, params, (state) =>
        changedAccount(state, params, call.now),
      );
      return capabilityOf(account, name);
    },
  }),
];

/** @throws ApiError 404 for a text that is no capability. */
function named(id: string): CapabilityName {
  const name = CAPABILITIES.find((one) => one === id);
  if (!name) throw missing('capability', id, 'capability');
  return name;
}

/** Lists the capabilities that the account has requested. */
async function listCapabilities(call: Call): Promise<List<Stripe.Capability>> {
  const account = await reachableAccount(call, call.id);
  const names = (Object.keys(account.state.requested) as CapabilityName[]).sort();
  const data = names.map((name) => capabilityOf(account, name));
  return { object: 'list', data, has_more: false, url: call.path };
}
