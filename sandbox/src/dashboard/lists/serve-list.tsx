/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { ApiError } from '../../kernel/errors.js';
import { refuseToFindAccountNumber } from '../../kernel/http/account-numbers.js';
import { parseForm, readForm, textIn } from '../../kernel/http/form.js';
import type { Listing } from '../../kernel/listing.js';
import type { List } from '../../kernel/store/list.js';
import type { App, Ctx } from '../dashboard.js';
import { address, type View } from '../layout.js';
import type { Place } from '../objects.js';
import { csvOf } from './csv.js';
import { type Asked, askedIn } from './finder-form.js';
import { ListPage } from './objects-page.js';

interface Served {
  listing: Listing<never>;
  /** Returns whose items are shown. */
  viewOf(c: Ctx): View | Promise<View>;
  read(view: View, asked: Asked, place: Place): Promise<List<{ id: string }>>;
  /** Leads to a form for another item. */
  create?(view: View): Child;
  /** Whether live mode has it too. */
  isOfBothModes?: boolean;
}

/** Most items in a file. */
const MOST_IN_FILE = 10_000;

const NOTHING: List<never> = { object: 'list', data: [], has_more: false, url: '' };

/** Serves a list: its pages, what is found in it, and the file of that. */
export function serveList(app: App, { listing, viewOf, read, create, isOfBothModes }: Served): void {
  const { finder, page } = listing;
  const askedBy = (c: Ctx): Asked => {
    const query = queryOf(c);
    return finder ? askedIn(finder, (name) => textIn(query, name)) : {};
  };

  app.get(`/${page}`, async (c) => {
    const view = await viewOf(c);
    const [asked, place] = [askedBy(c), placeOf(c)];
    const shown = {
      ...{ view, listing, asked, place, hasFile: true, create: create?.(view) },
      ...(isOfBothModes && { isOfBothModes }),
    };
    try {
      return c.html(<ListPage {...shown} list={await read(view, asked, place)} />);
    } catch (error) {
      const isWrongField = error instanceof ApiError && error.status === 400 && Object.keys(asked).length > 0;
      if (!isWrongField) throw error;
      return c.html(<ListPage {...shown} list={NOTHING} error={error.message} />, 400);
    }
  });

  if (finder) {
    app.post(`/${page}/find`, async (c) => {
      const view = await viewOf(c);
      const form = await readForm(c.req.raw);
      const asked = askedIn(finder, (name) => textIn(form, name));
      for (const [name, text] of Object.entries(asked)) refuseToFindAccountNumber(text, name);
      return c.redirect(address(page, view, asked), 303);
    });
  }

  app.get(`/${page}.csv`, async (c) => {
    const view = await viewOf(c);
    const asked = askedBy(c);
    const items: { id: string }[] = [];
    let after: string | undefined;
    do {
      const part = await read(view, asked, { after, limit: 100 });
      items.push(...part.data);
      after = part.has_more ? items.at(-1)?.id : undefined;
    } while (after && items.length < MOST_IN_FILE);
    return c.body(csvOf(listing, items), 200, {
      'Content-Disposition': `attachment; filename="${page}.csv"`,
      'Content-Type': 'text/csv; charset=utf-8',
    });
  });
}

const queryOf = (c: Ctx) => parseForm(new URL(c.req.url).search.slice(1));

/** Returns the object after which, or before which, a page of a list is. */
export function placeOf(c: Ctx): Place {
  const { after, before } = queryOf(c);
  if (typeof before === 'string') return { before };
  return typeof after === 'string' ? { after } : {};
}
