/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { readForm, textIn } from '../../kernel/http/form.js';
import { countAttempts } from '../../resources/webhook-deliveries/index.js';
import { secretOf } from '../../resources/webhook-endpoints/index.js';
import { type App, type Ctx, type Dashboard, readKept, viewOf, whyRefused } from '../dashboard.js';
import { address, Layout, type View } from '../layout.js';
import { placeOf } from '../lists/serve-list.js';
import { notFound } from '../not-found.js';
import { DeletePage } from './delete-page.js';
import { DeliveryPage } from './delivery-page.js';
import { type EndpointFields, EndpointForm, readEndpointFields } from './endpoint-form.js';
import { EndpointPage } from './endpoint-page.js';
import { EndpointsPage } from './endpoints-page.js';
import {
  DELIVERY_STATES,
  type DeliveryState,
  ENDPOINTS,
  eventView,
  readDeliveries,
  readEndpoint,
  readSent,
  WEBHOOKS,
} from './read.js';
import { makeHappen } from './test-event.js';

const COUNTED_MS = 7 * 24 * 3600 * 1000;

const NEW: EndpointFields = { url: '', description: '', enabled_events: ['*'] };

/** Serves the webhook endpoints: their list, what can be done with one, and what was sent there. */
export function serveWebhooks(app: App, dashboard: Dashboard): void {
  const { objects, platform, accountId } = dashboard;
  const scope = { db: platform.db, accountId, livemode: false };
  const change = (path: string, id: string, params: object) =>
    objects.post(`${ENDPOINTS}${path}`, id, { ...params });
  const counts = () => countAttempts(scope, new Date(Date.now() - COUNTED_MS));

  app.get(`/${WEBHOOKS}`, async (c) => {
    if (viewOf(c).mode === 'live') return c.html(<InLiveMode view={viewOf(c)} />);
    const list = await objects.list<Stripe.WebhookEndpoint>(ENDPOINTS, testView(c), placeOf(c));
    return c.html(<EndpointsPage view={testView(c)} list={list} counts={await counts()} />);
  });

  app.get(`/${WEBHOOKS}/new`, (c) => c.html(<EndpointForm view={testView(c)} fields={NEW} />));

  app.post(`/${WEBHOOKS}/new`, (c) =>
    saved(c, async (fields) => (await change('', '', fields)) as Stripe.WebhookEndpoint),
  );

  app.get(`/${WEBHOOKS}/:id`, (c) => endpointPage(c, {}));

  app.get(`/${WEBHOOKS}/:id/edit`, async (c) => {
    const { id, url, description, enabled_events } = await endpointOf(c);
    const fields = { url, description: description ?? '', enabled_events };
    return c.html(<EndpointForm view={testView(c)} id={id} fields={fields} />);
  });

  app.post(`/${WEBHOOKS}/:id/edit`, async (c) => {
    const { id } = await endpointOf(c);
    return saved(c, async (fields) => (await change('/:id', id, fields)) as Stripe.WebhookEndpoint, id);
  });

  for (const [action, disabled] of [
    ['disable', 'true'],
    ['enable', 'false'],
  ] as const) {
    app.post(`/${WEBHOOKS}/:id/${action}`, async (c) => {
      const { id } = await endpointOf(c);
      await change('/:id', id, { disabled });
      return c.redirect(address(`${WEBHOOKS}/${id}`, testView(c)), 303);
    });
  }

  app.get(`/${WEBHOOKS}/:id/delete`, async (c) =>
    c.html(<DeletePage view={testView(c)} endpoint={await endpointOf(c)} />),
  );

  app.post(`/${WEBHOOKS}/:id/delete`, async (c) => {
    await objects.remove(`${ENDPOINTS}/:id`, c.req.param('id'));
    return c.redirect(address(WEBHOOKS, testView(c)), 303);
  });

  app.post(`/${WEBHOOKS}/:id/reveal`, async (c) =>
    endpointPage(c, { secret: await secretOf(scope, c.req.param('id')) }),
  );

  app.post(`/${WEBHOOKS}/:id/test`, async (c) => {
    const { id } = await endpointOf(c);
    const type = textIn(await readForm(c.req.raw), 'type');
    try {
      const eventId = await makeHappen(c, dashboard, type);
      const view = testView(c);
      if (eventId === undefined)
        return c.redirect(address(`${WEBHOOKS}/${id}`, view, { awaited: type }), 303);
      return c.redirect(address(`${WEBHOOKS}/${id}/${eventId}`, view), 303);
    } catch (error) {
      return endpointPage(c, { error: whyRefused(error) }, 400);
    }
  });

  app.get(`/${WEBHOOKS}/:id/:event`, async (c) => {
    const { id: endpointId, event: eventId } = c.req.param();
    const sent = await readSent(dashboard, testView(c), { endpointId, eventId });
    if (sent) return c.html(<DeliveryPage view={testView(c)} {...sent} />);
    return endpointPage(
      c,
      { error: 'That event was not for this endpoint: it may belong to a connected account.' },
      404,
    );
  });

  app.post(`/${WEBHOOKS}/:id/:event/resend`, async (c) => {
    const { id: endpointId, event: eventId } = c.req.param();
    const sent = await readSent(dashboard, testView(c), { endpointId, eventId });
    if (!sent) return notFound(c);
    const view = eventView(testView(c), sent.delivery);
    await objects.post('/v1/events/:id/retry', eventId, { webhook_endpoint: endpointId }, { view });
    return c.redirect(address(`${WEBHOOKS}/${endpointId}/${eventId}`, testView(c)), 303);
  });

  const endpointOf = (c: Ctx) => readEndpoint(objects, testView(c), c.req.param('id') ?? '');

  async function endpointPage(
    c: Ctx,
    told: { secret?: string | undefined; error?: string },
    status: 200 | 400 | 404 = 200,
  ) {
    const endpoint = await endpointOf(c);
    const asked = c.req.query('status') ?? '';
    const state = Object.hasOwn(DELIVERY_STATES, asked) ? (asked as DeliveryState) : undefined;
    const place = placeOf(c);
    const deliveries = await readDeliveries(objects, testView(c), endpoint.id, { ...place, status: state });
    const count = (await counts()).find(({ endpointId }) => endpointId === endpoint.id);
    const shown = { endpoint, count, deliveries, place, status: state, awaited: c.req.query('awaited') };
    return c.html(<EndpointPage view={testView(c)} {...shown} {...told} />, status);
  }

  /** Saves what a form says, or shows the form again with the reason why not. */
  async function saved(c: Ctx, save: (fields: EndpointFields) => Promise<{ id: string }>, id?: string) {
    const fields = readEndpointFields(await readKept(c));
    try {
      const made = await save(fields);
      c.set('createdId', made.id);
      return c.redirect(address(`${WEBHOOKS}/${made.id}`, testView(c)), 303);
    } catch (error) {
      const shown = { fields, error: whyRefused(error), ...(id !== undefined && { id }) };
      return c.html(<EndpointForm view={testView(c)} {...shown} />, 400);
    }
  }
}

/** Endpoints of live mode are the upstream's. */
const testView = (c: Ctx): View => ({ ...viewOf(c), mode: 'test' });

const InLiveMode = ({ view }: { view: View }) => (
  <Layout title="Webhooks" view={view} page={WEBHOOKS}>
    <p>Endpoints of live mode are at the upstream, and in its dashboard.</p>
  </Layout>
);
