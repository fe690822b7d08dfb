/** @jsxImportSource hono/jsx */
import { registry } from '../../resources/registry.js';
import { type App, type Dashboard, objectsView } from '../dashboard.js';
import { LINKS, NewLink } from '../payment-links/payment-link-page.js';
import { ObjectPage } from './objects-page.js';
import { serveList } from './serve-list.js';

/** Serves the lists of objects, and each object as the API returns it. */
export function serveLists(app: App, dashboard: Dashboard): void {
  const { objects } = dashboard;
  for (const { path, listing } of registry.listings) {
    const { finder, page } = listing;
    serveList(app, {
      listing,
      viewOf: (c) => objectsView(c, dashboard),
      read: (view, asked, place) =>
        finder && Object.keys(asked).length > 0
          ? objects.find(finder, path, view, asked, place)
          : objects.list<never>(path, view, place),
      ...(page === LINKS && { create: (view) => <NewLink view={view} /> }),
    });

    app.get(`/${page}/:id`, async (c) => {
      const id = c.req.param('id') ?? '';
      const view = await objectsView(c, dashboard);
      const object = await objects.retrieve(path, id, view);
      return c.html(<ObjectPage view={view} page={page} id={id} object={object} />);
    });
  }
}
