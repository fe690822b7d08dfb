/** @jsxImportSource hono/jsx */
import { Hono } from 'hono';
import { isOwnForm } from '../../kernel/http/browser.js';
import { explained } from '../../kernel/http/explained.js';
import type { Log } from '../../kernel/http/log.js';
import type { Platform } from '../../kernel/http/pipeline.js';
import { findLink } from '../../resources/identity/index.js';
import { EndPage } from '../layout.js';
import { type Ctx, type Env, PAGE_HEADERS } from '../visits.js';
import { answer, POLICY, show } from './pages.js';
import { placeOfDialog } from './place.js';

/**
 * Serves the same pages for the dialog of `verifyIdentity`. Browsers keep no cookie for a frame of another site, so that the
 * address itself is what lets the person in. Only the host's own frame learns it.
 */
export function createIdentityDialog(platform: Platform, log: Log): Hono<Env> {
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries({ ...PAGE_HEADERS, 'Content-Security-Policy': POLICY }))
      c.res.headers.set(name, value);
  });

  // `frame-ancestors` would have to name every document above it, including the shop's, which can be any.
  app.use(async (c, next) => {
    const { headers, method } = c.req.raw;
    const isSent = method === 'GET' || isOwnForm(headers);
    if (isInOwnFrame(headers) && isSent) return next();
    return end(c, 403, 'Not opened', 'This page is only for the dialog that it was made for.');
  });

  app.get('/:secret', (c) => found(c, (place) => show(c, place)));

  app.post('/:secret', (c) => found(c, (place) => answer(c, platform, place)));

  app.onError((error, c) => {
    const { status, message } = explained(error, c.get('requestId'), log);
    return end(c, status, 'That did not work', message);
  });

  async function found(
    c: Ctx,
    answerWith: (place: Awaited<ReturnType<typeof placeOfDialog>>) => Response | Promise<Response>,
  ): Promise<Response> {
    const secret = c.req.param('secret') ?? '';
    const link = await findLink(platform, secret, new Date());
    if (link) return answerWith(await placeOfDialog(platform, link, secret));
    return end(c, 404, 'There is no such page', 'Close this dialog, and begin again.');
  }

  return app;
}

const end = (
  c: Ctx,
  status: 403 | 404 | ReturnType<typeof explained>['status'],
  title: string,
  text: string,
) => c.html(<EndPage title={title} text={text} />, status);

/** A browser that sends no such headers is taken to show the host's own frame. */
const isInOwnFrame = (headers: Headers): boolean =>
  ['iframe', null].includes(headers.get('sec-fetch-dest')) &&
  ['same-origin', null].includes(headers.get('sec-fetch-site'));
