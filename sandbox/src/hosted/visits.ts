import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { isOwnForm } from '../kernel/http/browser.js';
import type { Log } from '../kernel/http/log.js';
import type { Platform } from '../kernel/http/pipeline.js';
import type { Links, LinkTable, VisitOf } from '../kernel/links/links.js';
import { end, failed } from './end.js';

export type Env = { Bindings: HttpBindings; Variables: { requestId: string } };
export type Ctx = Context<Env>;

const COOKIE = 'payframe_visit';

interface Options<Visit, Table extends LinkTable> {
  links: Links<Table>;
  /** The path that the pages are under. */
  path: string;
  /** The policy of the pages that have none of their own: which styles, scripts and frames they have. */
  policy: string;
  /** The text that says who gives out the links. */
  giver: 'from_platform' | 'from_website';
  /** Address at which a new link is given, where there is one. */
  renewal(visit: Visit): string | null;
}

/** Pages that are seen in visits. */
export interface VisitedPages<Visit> {
  app: Hono<Env>;
  /** Answers with the page of a visit that goes on. */
  visited(c: Ctx, answer: (visit: Visit) => Promise<Response> | Response): Promise<Response>;
  unknown(c: Ctx): Response | Promise<Response>;
}

/**
 * Creates pages that a link leads to. It is opened once, and becomes a visit of the browser that opened it: the visit's
 * address by itself lets no one in.
 */
export function createVisitedPages<Table extends LinkTable>(
  platform: Pick<Platform, 'db' | 'secrets'>,
  log: Log,
  { links, path, policy, giver, renewal }: Options<VisitOf<Table>, Table>,
): VisitedPages<VisitOf<Table>> {
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries({ ...PAGE_HEADERS, 'X-Frame-Options': 'DENY' }))
      c.res.headers.set(name, value);
    if (!c.res.headers.has(POLICY)) c.res.headers.set(POLICY, policy);
  });

  app.use(async (c, next) => {
    if (c.req.method === 'GET' || isOwnForm(c.req.raw.headers)) return next();
    return end(c, 403, 'from_elsewhere', 'from_elsewhere_text');
  });

  app.get('/open/:secret', async (c) => {
    if (!isOpenedByPerson(c.req.raw)) {
      return end(c, 403, 'not_opened', 'not_opened_text');
    }
    const opening = await links.open(platform, c.req.param('secret'), new Date());
    if (!opening) return unknown(c);
    if ('visit' in opening) {
      const page = `${path}/${opening.visit.id}`;
      setCookie(c, COOKIE, opening.cookie, {
        path: page,
        httpOnly: true,
        sameSite: 'Lax',
        secure: isSecure(c),
      });
      return c.redirect(page, 303);
    }
    const again = renewal(opening.used);
    if (again) return c.redirect(again, 303);
    return end(c, 410, 'link_used', giver);
  });

  app.onError((error, c) => failed(c, error, log));

  const unknown = (c: Ctx) => end(c, 404, 'no_page', giver);

  return {
    app,
    async visited(c, answer) {
      const found = await links.find(
        platform,
        c.req.param('id') ?? '',
        getCookie(c, COOKIE) ?? '',
        new Date(),
      );
      if (!found) return unknown(c);
      if ('visit' in found) return answer(found.visit);
      return end(c, 410, 'visit_over', 'visit_over_text', renewal(found.ended));
    },
    unknown,
  };
}

/** Neither a frame, nor a program that looks ahead or asks only for headers, uses a link up. */
export const isOpenedByPerson = ({ method, headers }: Request) =>
  method === 'GET' &&
  ['document', null].includes(headers.get('sec-fetch-dest')) &&
  !headers.has('sec-purpose');

const isSecure = (c: Ctx) => c.req.header('x-forwarded-proto') === 'https';

export const POLICY = 'Content-Security-Policy';

/** Headers of every page that a form is on. */
export const PAGE_HEADERS = {
  'Cache-Control': 'no-store',
  // The browser has to say in `Origin` which page a form is on.
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};
