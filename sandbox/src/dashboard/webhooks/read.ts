import type Stripe from 'stripe';
import type { List } from '../../kernel/store/list.js';
import type { WebhookAttempt, WebhookDelivery } from '../../resources/webhook-deliveries/index.js';
import type { Dashboard } from '../dashboard.js';
import type { View } from '../layout.js';
import type { Objects, Place } from '../objects.js';

/** The page of the endpoints. */
export const WEBHOOKS = 'webhooks';

/** The endpoints' path in the API. */
export const ENDPOINTS = '/v1/webhook_endpoints';

/** @throws ApiError 404 */
export const readEndpoint = async (
  objects: Objects,
  view: View,
  id: string,
): Promise<Stripe.WebhookEndpoint> => (await objects.retrieve(ENDPOINTS, id, view)) as Stripe.WebhookEndpoint;

/** States of a delivery, by which an endpoint's are filtered. */
export const DELIVERY_STATES = { delivered: 'Succeeded', failed: 'Failed', pending: 'Waiting' } as const;

export type DeliveryState = keyof typeof DELIVERY_STATES;

export const readDeliveries = (
  objects: Objects,
  view: View,
  id: string,
  { status, event, ...place }: Place & { status?: DeliveryState | undefined; event?: string },
): Promise<List<WebhookDelivery>> =>
  objects.list<WebhookDelivery>(`${ENDPOINTS}/:id/deliveries`, view, {
    ...place,
    id,
    where: { ...(status && { status }), ...(event && { event }) },
  });

/** A delivery of an event to an endpoint, with all attempts at it. */
export interface Sent {
  endpoint: Stripe.WebhookEndpoint;
  delivery: WebhookDelivery;
  event: Stripe.Event;
  /** The newest first, each with the body that was sent. */
  attempts: { attempt: WebhookAttempt; body: object }[];
}

/** Most attempts that are shown: a delivery is tried eight times, and once more whenever somebody asks for it. */
const MOST_ATTEMPTS = 50;

/** Reads the delivery of an event to an endpoint; `undefined` where the event was never to be sent there. */
export async function readSent(
  { objects, platform, accountId }: Dashboard,
  view: View,
  { endpointId, eventId }: { endpointId: string; eventId: string },
): Promise<Sent | undefined> {
  const endpoint = await readEndpoint(objects, view, endpointId);
  const { data } = await readDeliveries(objects, view, endpointId, { event: eventId, limit: 1 });
  const [delivery] = data;
  if (!delivery) return undefined;
  const event = (await objects.retrieve('/v1/events', eventId, eventView(view, delivery))) as Stripe.Event;
  const attempts = await objects.list<WebhookAttempt>(`${ENDPOINTS}/:id/attempts`, view, {
    id: endpointId,
    limit: MOST_ATTEMPTS,
    where: { event: eventId },
  });
  const reader = {
    db: platform.db,
    accountId: delivery.account ?? view.account ?? accountId,
    livemode: false,
    now: new Date(),
    key: { kind: 'secret', permissions: null },
  } as const;
  const bodyOf = async ({ api_version: version, pending_webhooks }: WebhookAttempt): Promise<object> => {
    const body = { ...event, pending_webhooks };
    return version === null ? body : platform.versions.event(version, body, reader);
  };
  const shown = attempts.data.map(async (attempt) => ({ attempt, body: await bodyOf(attempt) }));
  return { endpoint, delivery, event, attempts: await Promise.all(shown) };
}

/** Returns whose the event of a delivery is. */
export const eventView = (view: View, { account }: Pick<WebhookDelivery, 'account'>): View =>
  account ? { ...view, account } : view;
