import type Stripe from 'stripe';
import * as v from 'valibot';
import { common } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import type { List } from '../../kernel/store/list.js';
import { pageOf } from '../../kernel/store/page.js';
import {
  createItemParams,
  deleteItemParams,
  type ItemChange,
  itemListParams,
  type Turn,
  updateItemParams,
} from './params.js';
import { holdSubscription, subscriptionOfItem, subscriptions } from './store.js';
import { changeItem } from './update.js';

type Item = Stripe.SubscriptionItem;

const PATH = '/v1/subscription_items';

/** Routes of the items of subscriptions. To change one is to change its subscription. */
export const itemRoutes: RouteDefinition[] = [
  route({ method: 'POST', path: PATH, keys: ['secret'], params: createItemParams, handle: create }),
  route({ method: 'GET', path: PATH, keys: ['secret'], params: itemListParams, handle: list }),
  route({
    method: 'GET',
    path: `${PATH}/:id`,
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => (await subscriptionOfItem(call, call.id)).item,
  }),
  route({ method: 'POST', path: `${PATH}/:id`, keys: ['secret'], params: updateItemParams, handle: update }),
  route({
    method: 'DELETE',
    path: `${PATH}/:id`,
    keys: ['secret'],
    params: deleteItemParams,
    handle: remove,
  }),
];

async function list(call: Call<v.InferOutput<typeof itemListParams>>): Promise<List<Item>> {
  const { body } = await subscriptions.find(call, call.params.subscription);
  return pageOf(call, 'subscription_item', body.items.data);
}

async function create(call: Call<v.InferOutput<typeof createItemParams>>): Promise<Item> {
  const { subscription: id, ...rest } = call.params;
  const held = await holdSubscription(call, id, 'subscription');
  const known = held.subscription.items.data.map((item) => item.id);
  const { change, turn } = split(rest);
  const after = await changeItem(held, change, turn);
  return after.find((item) => !known.includes(item.id)) as Item;
}

async function update(call: Call<v.InferOutput<typeof updateItemParams>>): Promise<Item> {
  const { change, turn } = split(call.params);
  const after = await changeItem(await holdItem(call), { ...change, id: call.id }, turn);
  return after.find((item) => item.id === call.id) as Item;
}

async function remove(
  call: Call<v.InferOutput<typeof deleteItemParams>>,
): Promise<Stripe.DeletedSubscriptionItem> {
  const { turn } = split(call.params);
  await changeItem(await holdItem(call), { id: call.id, deleted: true }, turn);
  return { id: call.id, object: 'subscription_item', deleted: true };
}

async function holdItem<Own extends Call<unknown>>(call: Own) {
  const { subscription } = await subscriptionOfItem(call, call.id);
  const held = await holdSubscription(call, subscription.id);
  // Another request may have deleted it meanwhile.
  await subscriptionOfItem(call, call.id);
  return held;
}

/** Tells what is changed of an item from how the change is billed. */
function split({ expand: _, ...params }: Turn & ItemChange & { expand?: unknown }) {
  const { off_session, payment_behavior, proration_behavior, proration_date, ...change } = params;
  return { change, turn: { off_session, payment_behavior, proration_behavior, proration_date } };
}
