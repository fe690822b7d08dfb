/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { listing } from '../../kernel/listing.js';
import type { RequestRow } from '../../request-log/index.js';
import { type App, type Dashboard, viewOf } from '../dashboard.js';
import { address } from '../layout.js';
import { serveList } from '../lists/serve-list.js';
import { notFound } from '../not-found.js';
import { finder } from './find.js';
import { RequestPage } from './request-page.js';

const REQUESTS = listing<RequestRow>({
  page: 'requests',
  section: 'Developers',
  title: 'Requests',
  one: 'Request',
  finder,
  columns: {
    Method: ({ method }) => method,
    Path: ({ path }) => path,
    Status: ({ status }) => ({ text: `${status}`, bad: status >= 400 }),
    Key: ({ keyKind, keyLast4 }) => `${keyKind} …${keyLast4}`,
    Took: ({ duration }) => `${duration} ms`,
    At: ({ createdAt }) => createdAt,
    Account: ({ connectedId }) => connectedId ?? '',
  },
});

/** Most events of a request that are shown. */
const MOST_EVENTS = 100;

/** Serves the log of requests: its list, what is found in it, and each request. */
export function serveRequests(app: App, { accountId, keys, objects, platform }: Dashboard): void {
  serveList(app, {
    listing: REQUESTS,
    viewOf,
    read: async (view, asked, place) => {
      await platform.requests.flush();
      return objects.find(finder, address('requests', view), view, asked, place);
    },
    isOfBothModes: true,
  });

  app.get('/requests/:id', async (c) => {
    const request = await platform.requests.find(accountId, c.req.param('id'));
    if (!request) return notFound(c);
    const view = { ...viewOf(c), mode: request.livemode ? 'live' : 'test' } as const;
    const apiKey = (await keys.list()).find(({ id }) => id === request.keyId);
    return c.html(
      <RequestPage view={view} request={request} apiKey={apiKey} events={await eventsOf(request)} />,
    );
  });

  /** Reads what a request caused, the oldest first. Events of live mode are at the upstream. */
  async function eventsOf({ id, livemode }: RequestRow): Promise<Stripe.Event[]> {
    if (livemode) return [];
    const where = { request: id, connected: 'true' };
    const { data } = await objects.list<Stripe.Event>(
      '/v1/test_helpers/events',
      { mode: 'test' },
      { limit: MOST_EVENTS, where },
    );
    return data.reverse();
  }
}
