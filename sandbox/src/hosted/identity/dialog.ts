import { Hono } from 'hono';
import { isOwnForm } from '../../kernel/http/browser.js';
import type { Log } from '../../kernel/http/log.js';
import type { Platform } from '../../kernel/http/pipeline.js';
import { findLink } from '../../resources/identity/index.js';
import { end, failed } from '../end.js';
import { type Ctx, type Env, PAGE_HEADERS, POLICY } from '../visits.js';
import { answer, PAGE_POLICY, show } from './pages.js';
import { type Place, placeOfDialog } from './place.js';

/**
 * Serves the same pages for the dialog of `verifyIdentity`. Browsers keep no cookie for a frame of another site, so that the
 * address itself is what lets the person in. Only the host's own frame learns it.
 */
export function createIdentityDialog(platform: Platform, log: Log): Hono<Env> {
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries({ ...PAGE_HEADERS, [POLICY]: PAGE_POLICY }))
      c.res.headers.set(name, value);
  });

  // `frame-ancestors` would have to name every document above it, including the shop's, which can be any.
  app.use(async (c, next) => {
    if (!isInOwnFrame(c.req.raw.headers)) return end(c, 403, 'not_opened', 'from_website');
    if (c.req.method === 'GET' || isOwnForm(c.req.raw.headers)) return next();
    return end(c, 403, 'from_elsewhere', 'from_elsewhere_text');
  });

  app.get('/:secret', (c) => found(c, (place) => show(c, place)));

  app.post('/:secret', (c) => found(c, (place) => answer(c, platform, place)));

  app.onError((error, c) => failed(c, error, log));

  async function found(
    c: Ctx,
    answerWith: (place: Place) => Response | Promise<Response>,
  ): Promise<Response> {
    const secret = c.req.param('secret') ?? '';
    const link = await findLink(platform, secret, new Date());
    if (link) return answerWith(await placeOfDialog(platform, c.req.raw, link, secret));
    return end(c, 404, 'no_page', 'from_website');
  }

  return app;
}

/** A browser that sends no such headers is taken to show the host's own frame. */
const isInOwnFrame = (headers: Headers): boolean =>
  ['iframe', null].includes(headers.get('sec-fetch-dest')) &&
  ['same-origin', null].includes(headers.get('sec-fetch-site'));
