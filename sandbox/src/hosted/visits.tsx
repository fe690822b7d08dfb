/** @jsxImportSource hono/jsx */
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { ApiError } from '../kernel/errors.js';
import { isOwnForm } from '../kernel/http/browser.js';
import { explained } from '../kernel/http/explained.js';
import type { Log } from '../kernel/http/log.js';
import type { Platform } from '../kernel/http/pipeline.js';
import type { Links, LinkTable, VisitOf } from '../kernel/links/links.js';
import { EndPage } from './layout.js';

export type Env = { Bindings: HttpBindings; Variables: { requestId: string } };
export type Ctx = Context<Env>;

const COOKIE = 'payframe_visit';

interface Options<Visit, Table extends LinkTable> {
  links: Links<Table>;
  /** The path that the pages are under. */
  path: string;
  /** The policy of the pages: which styles, scripts and frames they have. */
  policy: string;
  /** Who gives out the links, in everyday words. */
  giver: string;
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
    const headers = { ...PAGE_HEADERS, 'X-Frame-Options': 'DENY', 'Content-Security-Policy': policy };
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
  });

  app.use(async (c, next) => {
    if (c.req.method === 'GET' || isOwnForm(c.req.raw.headers)) return next();
    return end(c, 403, 'Not sent from this page', 'This form was sent from another page, and was not taken.');
  });

  app.get('/open/:secret', async (c) => {
    if (!isOpenedByPerson(c.req.raw)) {
      return end(c, 403, 'Not opened', 'A link is opened in a tab of its own. It can still be used.');
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
    return end(c, 410, 'This link was used, or has expired', `Go back to ${giver}, and open a new one.`);
  });

  app.onError((error, c) => {
    const { status, message } = explained(error, c.get('requestId'), log);
    return end(c, status, 'That did not work', message);
  });

  const unknown = (c: Ctx) =>
    end(c, 404, 'There is no such page', `Go back to ${giver}, and open a new link.`);

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
      const text = 'It has ended, or was begun in another browser.';
      return end(c, 410, 'This visit is over', text, renewal(found.ended));
    },
    unknown,
  };
}

/** Answers with a page that tells why there is nothing to do here. */
function end(c: Ctx, status: ApiError['status'], title: string, text: string, refreshUrl?: string | null) {
  return c.html(<EndPage title={title} text={text} refreshUrl={refreshUrl} />, status);
}

/** Neither a frame, nor a program that looks ahead or asks only for headers, uses a link up. */
const isOpenedByPerson = ({ method, headers }: Request) =>
  method === 'GET' &&
  ['document', null].includes(headers.get('sec-fetch-dest')) &&
  !headers.has('sec-purpose');

const isSecure = (c: Ctx) => c.req.header('x-forwarded-proto') === 'https';

/** Headers of every page that a form is on. */
export const PAGE_HEADERS = {
  'Cache-Control': 'no-store',
  // The browser has to say in `Origin` which page a form is on.
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};
