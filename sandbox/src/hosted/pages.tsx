/** @jsxImportSource hono/jsx */
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { ApiError } from '../kernel/errors.js';
import { isOwnForm } from '../kernel/http/browser.js';
import { explained } from '../kernel/http/explained.js';
import { type Params, readForm, textIn } from '../kernel/http/form.js';
import type { Log } from '../kernel/http/log.js';
import type { Platform } from '../kernel/http/pipeline.js';
import { endVisit, findVisit, openLink, type Visit } from '../resources/account-links/index.js';
import { readOverview } from './account.js';
import { AccountPage } from './account-page.js';
import { BackPage, EndPage } from './layout.js';
import { fillWithTestData, readDue, submit } from './onboarding.js';
import { OnboardingPage } from './onboarding-page.js';
import { STYLE_HASH } from './style.js';
import { OUTCOMES } from './test-values.js';
import { problemWith, typedIn } from './values.js';

type Env = { Bindings: HttpBindings; Variables: { requestId: string } };
type Ctx = Context<Env>;

/** The path that these pages are under. */
export const HOSTED_PATH = '/connect';

const COOKIE = 'payframe_visit';

/**
 * Serves the pages that a platform leads the holders of its accounts to. A link is opened once, and becomes a visit
 * of the browser that opened it: the visit's address by itself lets no one in.
 */
export function createHostedPages(platform: Platform, log: Log): Hono<Env> {
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
  });

  app.use(async (c, next) => {
    if (c.req.method === 'GET' || isOwnForm(c.req.raw.headers)) return next();
    return end(c, 403, 'Not sent from this page', 'This form was sent from another page, and was not taken.');
  });

  app.get('/open/:secret', async (c) => {
    if (!isOpenedByPerson(c.req.raw)) {
      return end(c, 403, 'Not opened', 'A link is opened in a tab of its own. It can still be used.');
    }
    const opening = await openLink(platform, c.req.param('secret'), new Date());
    if (!opening) return unknown(c);
    if ('visit' in opening) {
      const path = `${HOSTED_PATH}/${opening.visit.id}`;
      setCookie(c, COOKIE, opening.cookie, { path, httpOnly: true, sameSite: 'Lax', secure: isSecure(c) });
      return c.redirect(path, 303);
    }
    if (opening.refreshUrl) return c.redirect(opening.refreshUrl, 303);
    return end(c, 410, 'This link was used, or has expired', 'Go back to the platform, and open a new one.');
  });

  app.get('/:id', (c) =>
    visited(c, (visit) => (visit.purpose === 'login' ? overview(c, visit) : onboarding(c, visit))),
  );

  app.post('/:id', (c) =>
    visited(c, async (visit) => (visit.purpose === 'login' ? unknown(c) : act(c, visit))),
  );

  app.all('*', (c) => unknown(c));

  app.onError((error, c) => {
    const { status, message } = explained(error, c.get('requestId'), log);
    return end(c, status, 'That did not work', message);
  });

  async function visited(c: Ctx, answer: (visit: Visit) => Promise<Response> | Response): Promise<Response> {
    const found = await findVisit(platform, c.req.param('id') ?? '', getCookie(c, COOKIE) ?? '', new Date());
    if (!found) return unknown(c);
    if ('visit' in found) return answer(found.visit);
    const text = 'It has ended, or was begun in another browser.';
    return end(c, 410, 'This visit is over', text, found.ended.refreshUrl);
  }

  async function overview(c: Ctx, visit: Visit): Promise<Response> {
    return c.html(<AccountPage {...(await readOverview(platform, visit))} />);
  }

  async function onboarding(c: Ctx, visit: Visit, refused?: Refused): Promise<Response> {
    const due = await readDue(platform, visit);
    const typing = refused && {
      problem: problemWith(due.form, refused.error),
      typed: typedIn(due.form, refused.sent),
    };
    return c.html(<OnboardingPage {...due} {...typing} />, refused ? 400 : 200);
  }

  async function act(c: Ctx, visit: Visit): Promise<Response> {
    const sent = await readForm(c.req.raw);
    const action = textIn(sent, 'action');
    if (action === 'leave') return leave(c, visit);
    try {
      const isFinished =
        action === 'fill'
          ? await fillWithTestData(platform, visit, outcomeIn(sent), visitorOf(c))
          : await submit(platform, visit, sent, visitorOf(c));
      return isFinished ? leave(c, visit) : c.redirect(`${HOSTED_PATH}/${visit.id}`, 303);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500) throw error;
      return onboarding(c, visit, { error, sent });
    }
  }

  async function leave(c: Ctx, visit: Visit): Promise<Response> {
    await endVisit(platform.db, visit, new Date());
    return c.html(<BackPage address={visit.returnUrl ?? '/'} />);
  }

  const visitorOf = (c: Ctx) => ({
    ip: platform.clientAddress({
      peer: c.env.incoming.socket.remoteAddress,
      forwardedFor: c.req.header('x-forwarded-for'),
    }),
    userAgent: c.req.header('user-agent') ?? null,
  });

  return app;
}

/** A form that was not taken. */
interface Refused {
  error: ApiError;
  sent: Params;
}

const outcomeIn = (sent: Params) => OUTCOMES.find((outcome) => outcome === sent.outcome) ?? 'verified';

function end(c: Ctx, status: ApiError['status'], title: string, text: string, refreshUrl?: string | null) {
  return c.html(<EndPage title={title} text={text} refreshUrl={refreshUrl} />, status);
}

const unknown = (c: Ctx) =>
  end(c, 404, 'There is no such page', 'Go back to the platform, and open a new link.');

/** Neither a frame, nor a program that looks ahead or asks only for headers, uses a link up. */
const isOpenedByPerson = ({ method, headers }: Request) =>
  method === 'GET' &&
  ['document', null].includes(headers.get('sec-fetch-dest')) &&
  !headers.has('sec-purpose');

const isSecure = (c: Ctx) => c.req.header('x-forwarded-proto') === 'https';

const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': `default-src 'none'; style-src ${STYLE_HASH}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  // The browser has to say in `Origin` which page a form is on.
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};
