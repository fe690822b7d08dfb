import { and, eq, inArray, ne, or, type SQL, sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { eventObject } from '../../kernel/event-object.js';
import { common, flag, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import type { Scope, ScopedDatabase } from '../../kernel/scope.js';
import { createdParam, type List, list, listParams } from '../../kernel/store/list.js';
import { found, ownedBy, ownRow } from '../../kernel/store/owner.js';
import { resend, webhookDeliveries } from '../webhook-deliveries/index.js';
import { webhookEndpoints } from '../webhook-endpoints/index.js';
import { events } from './table.js';

const eventListParams = v.strictObject({
  ...listParams,
  created: createdParam,
  type: v.optional(text()),
  types: v.optional(v.pipe(v.array(text()), v.maxLength(20))),
  delivery_success: v.optional(flag),
});

type EventListParams = v.InferOutput<typeof eventListParams>;

const retryParams = v.strictObject({ expand: common.expand, webhook_endpoint: text() });

export const routes: RouteDefinition[] = [
  route({
    method: 'GET',
    path: '/v1/events',
    keys: ['secret'],
    params: eventListParams,
    handle: listEvents,
  }),
  route({
    method: 'GET',
    path: '/v1/test_helpers/events',
    keys: ['secret'],
    params: eventListParams,
    isPolled: true,
    handle: listEvents,
  }),
  route({
    method: 'GET',
    path: '/v1/events/:id',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => withPending(call, await findEvent(call)),
  }),
  route({
    method: 'POST',
    path: '/v1/events/:id/retry',
    keys: ['secret'],
    params: retryParams,
    handle: retryEvent,
  }),
];

export async function loadEvent(call: ScopedDatabase, id: string): Promise<Stripe.EventBase | undefined> {
  const [row] = await call.db
    .select()
    .from(events)
    .where(ownRow(call, events, id));
  return row && withPending(call, row);
}

/** Sends an event to an endpoint once more, or for the first time. */
async function retryEvent(call: Call<v.InferOutput<typeof retryParams>>): Promise<Stripe.EventBase> {
  const event = await findEvent(call);
  const endpoint = await webhookEndpoints.find(call, call.params.webhook_endpoint, 'webhook_endpoint');
  if (endpoint.body.status !== 'enabled') {
    throw invalidRequest(`The webhook endpoint '${endpoint.id}' is disabled. Enable it first.`, {
      param: 'webhook_endpoint',
    });
  }
  await resend(call, event, endpoint);
  return withPending(call, event);
}

async function findEvent(call: Call): Promise<typeof events.$inferSelect> {
  const [row] = await call.db
    .select()
    .from(events)
    .where(ownRow(call, events, call.id));
  return found(row, { kind: 'event', id: call.id, param: 'id' });
}

async function listEvents(call: Call<EventListParams>): Promise<List<Stripe.EventBase>> {
  const { type, types, delivery_success } = call.params;
  if (type !== undefined && types !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: type, types.');
  }
  const page = await list(
    call,
    events,
    'event',
    [
      type === undefined ? undefined : ofType(type),
      types && or(...types.map(ofType)),
      delivery_success === undefined ? undefined : reachedAll(call, delivery_success),
    ],
    (row) => row,
  );
  const pending = await pendingOf(
    call,
    page.data.map(({ id }) => id),
  );
  return { ...page, data: page.data.map((row) => eventObject(row, pending.get(row.id) ?? 0)) };
}

/** Filters by a type of event, or with `*` by a group of them: `charge.*`. */
function ofType(type: string): SQL {
  if (!type.includes('*')) return eq(events.type, type);
  return sql`${events.type} like ${type.replace(/[%_\\]/g, '\\$&').replaceAll('*', '%')}`;
}

/**
 * Filters events that every endpoint has received; with `false`, those that at least one endpoint has not
 * received yet, or never will.
 */
function reachedAll(scope: Scope, expected: boolean): SQL {
  const missed = sql`exists (select 1 from ${webhookDeliveries} where ${and(
    ownedBy(scope, webhookDeliveries),
    eq(webhookDeliveries.eventId, events.id),
    ne(webhookDeliveries.status, 'delivered'),
  )})`;
  return expected ? sql`not ${missed}` : missed;
}

async function withPending(
  scope: ScopedDatabase,
  row: typeof events.$inferSelect,
): Promise<Stripe.EventBase> {
  return eventObject(row, (await pendingOf(scope, [row.id])).get(row.id) ?? 0);
}

/** Counts the endpoints that have yet to receive each of the events. */
async function pendingOf(scope: ScopedDatabase, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await scope.db
    .select({ id: webhookDeliveries.eventId, count: sql<number>`count(*)::int` })
    .from(webhookDeliveries)
    .where(
      and(
        ownedBy(scope, webhookDeliveries),
        inArray(webhookDeliveries.eventId, ids),
        eq(webhookDeliveries.status, 'pending'),
      ),
    )
    .groupBy(webhookDeliveries.eventId);
  return new Map(rows.map(({ id, count }) => [id, count]));
}
