/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { ApiError } from '../../kernel/errors.js';
import { refuseToFindAccountNumber } from '../../kernel/http/account-numbers.js';
import { parseForm, readForm, textIn } from '../../kernel/http/form.js';
import { listing } from '../../kernel/listing.js';
import type { List } from '../../kernel/store/list.js';
import type { RequestRow } from '../../request-log/index.js';
import { type App, type Dashboard, viewOf } from '../dashboard.js';
import { address } from '../layout.js';
import { askedIn } from '../lists/finder-form.js';
import { ListPage } from '../lists/objects-page.js';
import { placeOf } from '../lists/routes.js';
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

const NONE: List<never> = { object: 'list', data: [], has_more: false, url: '' };

/** Most events of a request that are shown. */
const MOST_EVENTS = 100;

/** Serves the log of requests: its list, what is found in it, and each request. */
export function serveRequests(app: App, { accountId, keys, objects, platform }: Dashboard): void {
  app.get('/requests', async (c) => {
    const [view, place, query] = [viewOf(c), placeOf(c), parseForm(new URL(c.req.url).search.slice(1))];
    const asked = askedIn(finder, (name) => textIn(query, name));
    const shown = { view, listing: REQUESTS, place, asked, isOfBothModes: true };
    try {
      await platform.requests.flush();
      const list = await objects.find(finder, '/dashboard/requests', view, asked, place);
      return c.html(<ListPage {...shown} list={list} />);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 400) throw error;
      return c.html(<ListPage {...shown} list={NONE} error={error.message} />, 400);
    }
  });

  app.post('/requests/find', async (c) => {
    const form = await readForm(c.req.raw);
    const asked = askedIn(finder, (name) => textIn(form, name));
    for (const [name, text] of Object.entries(asked)) refuseToFindAccountNumber(text, name);
    return c.redirect(address('requests', viewOf(c), asked), 303);
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
