import { and, eq, inArray, ne, or, type SQL, sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import type { Database } from '../../kernel/db/database.js';
import { accounts } from '../../kernel/db/tables.js';
import { invalidRequest } from '../../kernel/errors.js';
import { eventObject } from '../../kernel/event-object.js';
import { requirePermission } from '../../kernel/http/authorize.js';
import { CONNECT } from '../../kernel/http/caller.js';
import { common, flag, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import type { FinderCall } from '../../kernel/listing.js';
import { createdParam, type List, listOf, listParams, whereGiven } from '../../kernel/store/list.js';
import { found, ownedBy, ownRow } from '../../kernel/store/owner.js';
import { resend, webhookDeliveries } from '../webhook-deliveries/index.js';
import { type EndpointRow, findConnectEndpoint, webhookEndpoints } from '../webhook-endpoints/index.js';
import { events } from './table.js';

const eventListParams = v.strictObject({
  ...listParams,
  created: createdParam,
  type: v.optional(text()),
  types: v.optional(v.pipe(v.array(text()), v.maxLength(20))),
  delivery_success: v.optional(flag),
});

const watchParams = v.strictObject({
  ...eventListParams.entries,
  /** Whether events of connected accounts are among them. */
  connected: v.optional(flag, 'false'),
  /** Ids of the objects that they are about. */
  objects: v.optional(v.pipe(v.array(text()), v.maxLength(100))),
  /** Id of the request that caused them. */
  request: v.optional(text()),
});

type EventListParams = v.InferOutput<typeof eventListParams> &
  Partial<Pick<v.InferOutput<typeof watchParams>, 'connected' | 'objects' | 'request'>>;

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
    params: watchParams,
    isPolled: true,
    handle: listEvents,
  }),
  route({
    method: 'GET',
    path: '/v1/events/:id',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => shown(call, await findEvent(call)),
  }),
  route({
    method: 'POST',
    path: '/v1/events/:id/retry',
    keys: ['secret'],
    params: retryParams,
    handle: retryEvent,
  }),
];

export async function loadEvent(call: Call, id: string): Promise<Stripe.EventBase | undefined> {
  const [row] = await call.db
    .select()
    .from(events)
    .where(ownRow(call, events, id));
  return row && shown(call, row);
}

/** Sends an event to an endpoint again, or for the first time. */
async function retryEvent(call: Call<v.InferOutput<typeof retryParams>>): Promise<Stripe.EventBase> {
  const event = await findEvent(call);
  const endpoint = await findEndpoint(call, call.params.webhook_endpoint);
  if (endpoint.body.status !== 'enabled') {
    throw invalidRequest(`The webhook endpoint '${endpoint.id}' is disabled. Enable it first.`, {
      param: 'webhook_endpoint',
    });
  }
  const isConnected = event.about !== null || endpoint.accountId !== event.accountId;
  if (endpoint.connect !== isConnected) {
    const kind = endpoint.connect ? 'only events of connected accounts' : 'no events of connected accounts';
    throw invalidRequest(`The webhook endpoint '${endpoint.id}' gets ${kind}.`, {
      param: 'webhook_endpoint',
    });
  }
  await resend(call, event, endpoint);
  return shown(call, event);
}

/** Finds an endpoint of the event's account, or one of its platform, which calls, for connected accounts. */
async function findEndpoint(call: Call, id: string): Promise<EndpointRow> {
  const { accountId } = call.key;
  const ofPlatform = accountId !== call.accountId && (await findConnectEndpoint({ ...call, accountId }, id));
  return ofPlatform || webhookEndpoints.find(call, id, 'webhook_endpoint');
}

async function findEvent(call: Call): Promise<EventRow> {
  const [row] = await call.db
    .select()
    .from(events)
    .where(ownRow(call, events, call.id));
  return found(row, { kind: 'event', id: call.id, param: 'id' });
}

async function listEvents(call: Call<EventListParams>): Promise<List<Stripe.EventBase>> {
  const { type, types, delivery_success, objects, request } = call.params;
  if (type !== undefined && types !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: type, types.');
  }
  const filters = [
    type === undefined ? undefined : ofType(type),
    types && or(...types.map(ofType)),
    delivery_success === undefined ? undefined : reachedAll(delivery_success),
    objects && inArray(events.objectId, objects),
    whereGiven(events.requestId, request),
  ];
  return readEvents(call, ownersOf(call), filters);
}

/** Reads a page of events, each with the number of endpoints that have yet to receive it. */
export async function readEvents(
  call: Omit<FinderCall, 'timeZone'>,
  mine: SQL | undefined,
  filters: (SQL | undefined)[],
): Promise<List<Stripe.EventBase>> {
  const page = await listOf(call, events, { kind: 'event', mine, filters }, (row) => row);
  const pending = await countPending(call.db, page.data);
  return { ...page, data: page.data.map((row) => eventObject(row, call.key.accountId, pending(row))) };
}

/** Keeps only the events of the caller's account and, where they are asked for, of those that are connected to it. */
function ownersOf(call: Call<EventListParams>): SQL | undefined {
  const own = ownedBy(call, events);
  if (!call.params.connected) return own;
  requirePermission(call.key, CONNECT, 'read');
  const connected = call.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.platformId, call.accountId));
  return or(own, and(inArray(events.accountId, connected), eq(events.livemode, call.livemode)));
}

/** Filters by a type of event, or with `*` by a group of them: `charge.*`. */
export function ofType(type: string): SQL {
  if (!type.includes('*')) return eq(events.type, type);
  return sql`${events.type} like ${type.replace(/[%_\\]/g, '\\$&').replaceAll('*', '%')}`;
}

/**
 * Filters events that every endpoint has received; with `false`, those that at least one endpoint has not
 * received yet, or never will.
 */
function reachedAll(expected: boolean): SQL {
  const missed = sql`exists (select 1 from ${webhookDeliveries} where ${and(
    eq(webhookDeliveries.eventAccountId, events.accountId),
    eq(webhookDeliveries.livemode, events.livemode),
    eq(webhookDeliveries.eventId, events.id),
    ne(webhookDeliveries.status, 'delivered'),
  )})`;
  return expected ? sql`not ${missed}` : missed;
}

async function shown(call: Call, row: EventRow): Promise<Stripe.EventBase> {
  return eventObject(row, call.key.accountId, (await countPending(call.db, [row]))(row));
}

/** Counts the endpoints that have yet to receive each of the events: those of its account and of its platform. */
async function countPending(db: Database, rows: EventRow[]): Promise<(row: EventRow) => number> {
  const waiting = sql`(${webhookDeliveries.eventAccountId}, ${webhookDeliveries.livemode}, ${webhookDeliveries.eventId})`;
  const keys = rows.map(({ accountId, livemode, id }) => sql`(${accountId}, ${livemode}::boolean, ${id})`);
  if (keys.length === 0) return () => 0;
  const counts = await db
    .select({
      account: webhookDeliveries.eventAccountId,
      id: webhookDeliveries.eventId,
      count: sql<number>`count(*)::int`,
    })
    .from(webhookDeliveries)
    .where(and(sql`${waiting} in (${sql.join(keys, sql`, `)})`, eq(webhookDeliveries.status, 'pending')))
    .groupBy(webhookDeliveries.eventAccountId, webhookDeliveries.eventId);
  const known = new Map(counts.map(({ account, id, count }) => [`${account} ${id}`, count]));
  return ({ accountId, id }) => known.get(`${accountId} ${id}`) ?? 0;
}

type EventRow = typeof events.$inferSelect;
