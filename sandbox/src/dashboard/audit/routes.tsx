/** @jsxImportSource hono/jsx */
import { and, eq } from 'drizzle-orm';
import { listing } from '../../kernel/listing.js';
import { type App, type Dashboard, viewOf } from '../dashboard.js';
import { address } from '../layout.js';
import { serveList } from '../lists/serve-list.js';
import { notFound } from '../not-found.js';
import { ActionPage, objectOf, outcomeOf } from './action-page.js';
import type { ActionRow } from './audit.js';
import { finder } from './find.js';
import { AUDIT } from './page.js';
import { actions } from './table.js';

const ACTIONS = listing<ActionRow>({
  page: AUDIT,
  section: 'Settings',
  title: 'Audit log',
  one: 'Entry',
  finder,
  columns: {
    At: ({ createdAt }) => createdAt,
    Who: ({ personName, personEmail }) => (personEmail ? `${personName} (${personEmail})` : personName),
    Action: ({ action }) => action,
    Object: (row) => objectOf(row) ?? '',
    Outcome: ({ status }) => ({ text: outcomeOf(status), bad: status >= 400 }),
    From: ({ address }) => address ?? '',
  },
});

/** Serves the log of what people did: its list, what is found in it, and each entry. */
export function serveAudit(app: App, { accountId, objects, platform }: Dashboard): void {
  serveList(app, {
    listing: ACTIONS,
    viewOf,
    read: (view, asked, place) => objects.find(finder, address(AUDIT, view), view, asked, place),
    isOfBothModes: true,
  });

  app.get(`/${AUDIT}/:id`, async (c) => {
    const isAsked = and(eq(actions.id, c.req.param('id')), eq(actions.accountId, accountId));
    const [row] = await platform.db.select().from(actions).where(isAsked);
    return row ? c.html(<ActionPage view={viewOf(c)} action={row} />) : notFound(c);
  });
}
