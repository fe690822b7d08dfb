/** @jsxImportSource hono/jsx */
import { listing } from '../../kernel/listing.js';
import type { RequestRow } from '../../request-log/index.js';
import { type App, type Dashboard, viewOf } from '../dashboard.js';
import { ListPage, ObjectPage } from '../lists/objects-page.js';
import { placeOf } from '../lists/routes.js';
import { notFound } from '../not-found.js';

const REQUESTS = listing<RequestRow>({
  page: 'requests',
  title: 'Requests',
  one: 'Request',
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

/** Serves the log of requests. */
export function serveRequests(app: App, { accountId, objects, platform }: Dashboard): void {
  app.get('/requests', async (c) => {
    const place = placeOf(c);
    const list = await objects.requests(viewOf(c), place);
    return c.html(<ListPage view={viewOf(c)} listing={REQUESTS} list={list} place={place} />);
  });

  app.get('/requests/:id', async (c) => {
    const { id } = c.req.param();
    const request = await platform.requests.find(accountId, id);
    if (!request) return notFound(c);
    return c.html(<ObjectPage view={viewOf(c)} page="requests" id={id} object={request} />);
  });
}
