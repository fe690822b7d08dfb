/** @jsxImportSource hono/jsx */
import { refuseToFindAccountNumber } from '../../kernel/http/account-numbers.js';
import { readForm, textIn } from '../../kernel/http/form.js';
import { SEARCH } from '../../kernel/listing.js';
import { registry } from '../../resources/registry.js';
import { type App, type Dashboard, objectsView } from '../dashboard.js';
import { address, EVERYTHING, type View } from '../layout.js';
import { LONGEST } from '../lists/finder-form.js';
import { ObjectPage } from '../lists/objects-page.js';
import { notFound } from '../not-found.js';
import { OBJECTS, pathOf } from '../references.js';
import { type Found, SearchPage } from './search-page.js';

/** Most objects of a kind that the page of what was found has. */
const MOST = 5;

/** Serves the search in everything, and the page that leads from an id to its object. */
export function serveSearch(app: App, dashboard: Dashboard): void {
  const { accountId, objects, platform } = dashboard;

  // It is sent in a body, because a card number that is typed by mistake must not be in an address.
  app.post(`/${EVERYTHING}`, async (c) => {
    const view = await objectsView(c, dashboard);
    const text = textIn(await readForm(c.req.raw), SEARCH)
      .trim()
      .slice(0, LONGEST);
    refuseToFindAccountNumber(text, SEARCH);
    const path = await pathOfId(text, view);
    return c.redirect(path ? pageOf(path, view) : address(EVERYTHING, view, { [SEARCH]: text }), 303);
  });

  app.get(`/${EVERYTHING}`, async (c) => {
    const view = await objectsView(c, dashboard);
    const text = (c.req.query(SEARCH) ?? '').trim().slice(0, LONGEST);
    return c.html(<SearchPage view={view} text={text} found={text ? await find(text, view) : []} />);
  });

  app.get(`/${OBJECTS}/:id`, async (c) => {
    const view = await objectsView(c, dashboard);
    const id = c.req.param('id');
    const path = await pathOfId(id, view);
    if (path && path !== `${OBJECTS}/${id}`) return c.redirect(pageOf(path, view));
    const object = await objects.load(id, view);
    return object ? c.html(<ObjectPage view={view} id={id} object={object} />) : notFound(c);
  });

  /** Returns the path of the page of an id; `undefined` for a text that is none. */
  async function pathOfId(id: string, view: View): Promise<string | undefined> {
    if (!/^[a-z]+_\w+$/.test(id)) return undefined;
    if (id.startsWith('req_')) return (await platform.requests.find(accountId, id)) && `requests/${id}`;
    const object = await objects.load(id, view);
    return object && (pathOf(object) ?? `${OBJECTS}/${id}`);
  }

  /** Returns the address of a page. Requests are those of the platform, whoever they were about. */
  const pageOf = (path: string, view: View) =>
    address(path, path.startsWith('requests/') ? { mode: view.mode } : view);

  async function find(text: string, view: View): Promise<Found[]> {
    const all: Found[] = [];
    for (const { path, listing } of registry.listings) {
      const { finder } = listing;
      if (!finder || (view.account && listing.page === 'accounts')) continue;
      const list = await objects.find(finder, path, view, { [SEARCH]: text }, { limit: MOST });
      if (list.data.length > 0) all.push({ listing, list });
    }
    return all;
  }
}
