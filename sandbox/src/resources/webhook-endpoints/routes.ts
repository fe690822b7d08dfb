import type Stripe from 'stripe';
import * as v from 'valibot';
import { readVersion, requireVersion } from '../../kernel/api-version.js';
import { invalidRequest } from '../../kernel/errors.js';
import {
  changedText,
  common,
  flag,
  merged,
  metadata,
  metadataChange,
  optionalText,
  text,
} from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { createdParam, listParams } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import {
  attemptListParams,
  deliveryListParams,
  listAttempts,
  listDeliveries,
} from '../webhook-deliveries/index.js';
import { changeEndpoint, createEndpoint, deleteEndpoint, settingsOf, webhookEndpoints } from './endpoints.js';
import { EVENT_TYPES } from './event-types.js';
import { wrongUrl } from './url.js';

const createParams = v.strictObject({
  expand: common.expand,
  url: text(),
  enabled_events: v.array(text()),
  api_version: v.optional(text()),
  connect: v.optional(flag, 'false'),
  description: optionalText(),
  metadata,
});

const updateParams = v.strictObject({
  expand: common.expand,
  url: v.optional(text()),
  enabled_events: v.optional(v.array(text())),
  description: changedText(),
  disabled: v.optional(flag),
  metadata: metadataChange,
});

const bare = v.strictObject({ expand: common.expand });

export const routes: RouteDefinition[] = [
  route({
    keys: ['secret'],
    method: 'POST',
    path: '/v1/webhook_endpoints',
    params: createParams,
    handle: create,
  }),
  route({
    keys: ['secret'],
    method: 'GET',
    path: '/v1/webhook_endpoints',
    params: v.strictObject({ ...listParams, created: createdParam }),
    handle: (call) => webhookEndpoints.list(call),
  }),
  retrieveRoute('/v1/webhook_endpoints', webhookEndpoints),
  route({
    keys: ['secret'],
    method: 'POST',
    path: '/v1/webhook_endpoints/:id',
    params: updateParams,
    handle: update,
  }),
  route({
    keys: ['secret'],
    method: 'DELETE',
    path: '/v1/webhook_endpoints/:id',
    params: bare,
    handle: remove,
  }),
  route({
    keys: ['secret'],
    method: 'GET',
    path: '/v1/webhook_endpoints/:id/deliveries',
    params: deliveryListParams,
    handle: async (call) => listDeliveries(call, (await webhookEndpoints.find(call, call.id)).id),
  }),
  route({
    keys: ['secret'],
    method: 'GET',
    path: '/v1/webhook_endpoints/:id/attempts',
    params: attemptListParams,
    handle: async (call) => listAttempts(call, (await webhookEndpoints.find(call, call.id)).id),
  }),
];

/** Creates an endpoint. Only this answer contains its secret. */
async function create(call: Call<v.InferOutput<typeof createParams>>): Promise<Stripe.WebhookEndpoint> {
  const { url, enabled_events, api_version: asked, connect, description, metadata: pairs } = call.params;
  refuseUrl(url);
  refuseTypes(enabled_events);
  const api_version = asked === undefined ? null : requireVersion(readVersion(asked), 'api_version');
  const settings = { url, enabled_events, description, metadata: pairs, disabled: false, api_version };
  const { body, secret } = await createEndpoint(call, settings, connect);
  return { ...body, secret };
}

async function update(call: Call<v.InferOutput<typeof updateParams>>): Promise<Stripe.WebhookEndpoint> {
  const { url, enabled_events, description, disabled, metadata: change } = call.params;
  if (url !== undefined) refuseUrl(url);
  if (enabled_events) refuseTypes(enabled_events);
  const { body } = await webhookEndpoints.lock(call, call.id);
  return changeEndpoint(call, body, {
    ...settingsOf(body),
    ...(url !== undefined && { url }),
    ...(enabled_events && { enabled_events }),
    ...(description !== undefined && { description }),
    ...(disabled !== undefined && { disabled }),
    metadata: merged(body.metadata, change),
  });
}

async function remove(call: Call): Promise<Stripe.DeletedWebhookEndpoint> {
  const { id } = await webhookEndpoints.lock(call, call.id);
  await deleteEndpoint(call, id);
  return { id, object: 'webhook_endpoint', deleted: true };
}

function refuseUrl(url: string): void {
  const wrong = wrongUrl(url);
  if (wrong) throw invalidRequest(`Invalid URL: ${wrong}.`, { code: 'url_invalid', param: 'url' });
}

function refuseTypes(types: string[]): void {
  if (types.length === 0) throw noTypes();
  const at = types.findIndex((type) => type !== '*' && !EVENT_TYPES.has(type));
  if (at === -1) return;
  throw invalidRequest(
    `Invalid enabled_events[${at}]: '${types[at]}' is not a type of event. '*' stands for all of them.`,
    { param: `enabled_events[${at}]` },
  );
}

const noTypes = () =>
  invalidRequest("Invalid enabled_events: name at least one type of event, or '*' for all of them.", {
    param: 'enabled_events',
  });
