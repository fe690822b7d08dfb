/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { deliveriesOf } from '../../resources/webhook-deliveries/index.js';
import { type App, type Dashboard, objectsView } from '../dashboard.js';
import { ENDPOINTS } from '../webhooks/read.js';
import { EventPage } from './event-page.js';

/** Serves the page of an event. */
export function serveEvents(app: App, dashboard: Dashboard): void {
  const { objects, platform, accountId } = dashboard;

  app.get('/events/:id', async (c) => {
    const view = await objectsView(c, dashboard);
    const event = (await objects.retrieve('/v1/events', c.req.param('id'), view)) as Stripe.Event;
    const own = { ...view, account: undefined };
    const { data: endpoints } = await objects.list<Stripe.WebhookEndpoint>(ENDPOINTS, own, { limit: 100 });
    const owner = { db: platform.db, accountId, livemode: view.mode === 'live' };
    const sent = await deliveriesOf(owner, { id: event.id, accountId: view.account ?? accountId });
    const deliveries = sent.map((delivery) => ({
      delivery,
      endpoint: endpoints.find(({ id }) => id === delivery.webhook_endpoint),
    }));
    return c.html(<EventPage view={view} event={event} deliveries={deliveries} />);
  });
}
