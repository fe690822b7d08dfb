/** @jsxImportSource hono/jsx */
import type { Hono } from 'hono';
import { ApiError } from '../kernel/errors.js';
import { type Params, readForm, textIn } from '../kernel/http/form.js';
import type { Log } from '../kernel/http/log.js';
import type { Platform } from '../kernel/http/pipeline.js';
import { accountLinks, type Visit } from '../resources/account-links/index.js';
import { readOverview } from './account.js';
import { AccountPage } from './account-page.js';
import { BackPage } from './layout.js';
import { fillWithTestData, readDue, submit } from './onboarding.js';
import { OnboardingPage } from './onboarding-page.js';
import { STYLE_HASH } from './style.js';
import { OUTCOMES } from './test-values.js';
import { problemWith, typedIn } from './values.js';
import { type Ctx, createVisitedPages, type Env } from './visits.js';

/** The path that these pages are under. */
export const HOSTED_PATH = '/connect';

/** Serves the pages that a platform leads the holders of its accounts to. */
export function createHostedPages(platform: Platform, log: Log): Hono<Env> {
  const { app, unknown, visited } = createVisitedPages(platform, log, {
    links: accountLinks,
    path: HOSTED_PATH,
    policy: `default-src 'none'; style-src ${STYLE_HASH}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
    giver: 'from_platform',
    renewal: ({ refreshUrl }) => refreshUrl,
  });

  app.get('/:id', (c) =>
    visited(c, (visit) => (visit.purpose === 'login' ? overview(c, visit) : onboarding(c, visit))),
  );

  app.post('/:id', (c) =>
    visited(c, async (visit) => (visit.purpose === 'login' ? unknown(c) : act(c, visit))),
  );

  app.all('*', (c) => unknown(c));

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
    await accountLinks.end(platform.db, visit, new Date());
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
