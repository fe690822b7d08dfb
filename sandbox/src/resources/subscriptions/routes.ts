import { and, eq, exists, inArray, isNull, ne, type SQL } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { missing } from '../../kernel/errors.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { searchRoute } from '../../kernel/search/search.js';
import { type List, whereGiven, within } from '../../kernel/store/list.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { cancelSubscription, ENDED } from './cancel.js';
import { createSubscription } from './create.js';
import {
  createParams,
  deleteParams,
  pauseParams,
  resumeParams,
  subscriptionListParams,
  updateParams,
} from './params.js';
import { pauseSubscription, resumeSubscription } from './pause.js';
import { endAll } from './reductions.js';
import { changeSubscription, holdSubscription, subscriptions } from './store.js';
import { subscriptionItems, subscriptions as table } from './table.js';
import { updateSubscription } from './update.js';

const PATH = '/v1/subscriptions';

export const routes: RouteDefinition[] = [
  searchRoute({
    resource: 'subscriptions',
    table,
    fields: { created: 'numeric', status: 'token' },
  }),
  route({
    method: 'POST',
    path: PATH,
    keys: ['secret'],
    params: createParams,
    handle: (call) => createSubscription({ ...call, request: call }),
  }),
  route({ method: 'GET', path: PATH, keys: ['secret'], params: subscriptionListParams, handle: list }),
  retrieveRoute(PATH, subscriptions, 'id'),
  route({
    method: 'POST',
    path: `${PATH}/:id`,
    keys: ['secret'],
    params: updateParams,
    handle: updateSubscription,
  }),
  route({
    method: 'DELETE',
    path: `${PATH}/:id`,
    keys: ['secret'],
    params: deleteParams,
    handle: cancelSubscription,
  }),
  route({
    method: 'DELETE',
    path: `${PATH}/:id/discount`,
    keys: ['secret'],
    params: v.strictObject({}),
    handle: deleteDiscount,
  }),
  route({
    method: 'POST',
    path: `${PATH}/:id/pause`,
    keys: ['secret'],
    params: pauseParams,
    handle: pauseSubscription,
  }),
  route({
    method: 'POST',
    path: `${PATH}/:id/resume`,
    keys: ['secret'],
    params: resumeParams,
    handle: resumeSubscription,
  }),
];

/** Takes all discounts of a subscription away. */
async function deleteDiscount(call: Call): Promise<Stripe.DeletedDiscount> {
  const { subscription, work } = await holdSubscription(call, call.id);
  const [first] = await endAll(work, subscription.discounts.map(String));
  if (!first) throw missing('discount', call.id, 'id');
  await changeSubscription(work, subscription, { discounts: [] });
  return first;
}

function list(call: Call<v.InferOutput<typeof subscriptionListParams>>): Promise<List<Stripe.Subscription>> {
  const { customer, params } = { ...call.params, params: call.params };
  return subscriptions.list(
    call,
    whereGiven(table.collectionMethod, params.collection_method),
    whereGiven(table.customerId, customer),
    statusIs(params.status),
    within(table.periodEnd, params.current_period_end),
    within(table.periodStart, params.current_period_start),
    ...[params.plan, params.price].map((id) => hasPrice(call, id)),
    // As in the public API, subscriptions of test clocks are listed only for their clock, or their customer.
    params.test_clock || customer ? whereGiven(table.testClock, params.test_clock) : isNull(table.testClock),
  );
}

function statusIs(status: v.InferOutput<typeof subscriptionListParams>['status']): SQL | undefined {
  if (status === 'all') return undefined;
  if (status === undefined) return ne(table.status, 'canceled');
  return status === 'ended' ? inArray(table.status, ENDED) : eq(table.status, status);
}

const hasPrice = (call: Call, id: string | undefined): SQL | undefined =>
  id === undefined
    ? undefined
    : exists(
        call.db
          .select()
          .from(subscriptionItems)
          .where(
            and(
              ownedBy(call, subscriptionItems),
              eq(subscriptionItems.subscriptionId, table.id),
              eq(subscriptionItems.priceId, id),
            ),
          ),
      );
