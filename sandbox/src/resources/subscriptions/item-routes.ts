import type Stripe from 'stripe';
import * as v from 'valibot';
import { common } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import type { List } from '../../kernel/store/list.js';
import { pageOf } from '../../kernel/store/page.js';
import { itemListParams } from './params.js';
import { subscriptionOfItem, subscriptions } from './store.js';

const PATH = '/v1/subscription_items';

/** Routes by which the items of subscriptions are read. */
export const itemRoutes: RouteDefinition[] = [
  route({ method: 'GET', path: PATH, keys: ['secret'], params: itemListParams, handle: list }),
  route({
    method: 'GET',
    path: `${PATH}/:id`,
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => (await subscriptionOfItem(call, call.id)).item,
  }),
];

async function list(
  call: Call<v.InferOutput<typeof itemListParams>>,
): Promise<List<Stripe.SubscriptionItem>> {
  const { body } = await subscriptions.find(call, call.params.subscription);
  return pageOf(call, 'subscription_item', body.items.data);
}
