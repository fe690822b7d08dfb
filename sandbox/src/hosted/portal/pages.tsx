/** @jsxImportSource hono/jsx */
import type { Hono } from 'hono';
import { ApiError } from '../../kernel/errors.js';
import { type Params, readForm, textIn } from '../../kernel/http/form.js';
import type { Log } from '../../kernel/http/log.js';
import { originOf } from '../../kernel/http/origin.js';
import type { Platform } from '../../kernel/http/pipeline.js';
import { PORTAL_PATH, type PortalVisit, portalSessions } from '../../resources/billing-portal/index.js';
import { BackPage } from '../layout.js';
import { STYLE_HASH } from '../style.js';
import { type Ctx, createVisitedPages, type Env } from '../visits.js';
import { type Action, cancel, changeDetails, chooseMethod, goOn, removeMethod } from './act.js';
import { CancelPage } from './cancel-page.js';
import { DetailsPage } from './details-page.js';
import { DonePage } from './done-page.js';
import { HomePage } from './home-page.js';
import { pageOf } from './layout.js';
import { type Portal, readPortal } from './read.js';
import { PORTAL_STYLE_HASH } from './style.js';

/** A form that was not taken. */
interface Refused {
  problem: string;
  sent: Params;
}

/** Answers with a page of a visit, where its portal has it. */
type Show = (c: Ctx, portal: Portal, refused?: Refused) => Response | Promise<Response>;

/** Serves the portal, in which the customers of an account see and change what they have with it. */
export function createPortalPages(platform: Platform, log: Log): Hono<Env> {
  const { app, unknown, visited } = createVisitedPages(platform, log, {
    links: portalSessions,
    path: PORTAL_PATH,
    policy: POLICY,
    giver: 'the website that you came from',
    renewal: ({ returnUrl }) => returnUrl,
  });

  const statusOf = (refused?: Refused) => (refused ? 400 : 200);

  const home: Show = (c, portal, refused) =>
    c.html(<HomePage {...portal} problem={refused?.problem} />, statusOf(refused));

  const cancelPage: Show = (c, portal, refused) => {
    const shown = portal.subscriptions.find(({ subscription }) => subscription.id === c.req.param('of'));
    if (!shown?.canEnd) return unknown(c);
    return c.html(<CancelPage {...portal} shown={shown} problem={refused?.problem} />, statusOf(refused));
  };

  const detailsPage: Show = (c, portal, refused) => {
    if (!portal.configuration.features.customer_update.enabled) return unknown(c);
    return c.html(<DetailsPage {...portal} {...refused} />, statusOf(refused));
  };

  app.get('/:id', (c) =>
    visited(c, async (visit) => {
      if (!visit.flow) return home(c, await readPortal(platform, visit));
      if (!visit.flowDone) return c.redirect(pageOf(visit, ...flowPage(visit.flow)), 303);
      const { hosted_confirmation: confirmation, redirect } = visit.flow.after_completion;
      if (redirect) return c.html(<BackPage address={redirect.return_url} />);
      const portal = await readPortal(platform, visit);
      return confirmation
        ? c.html(<DonePage {...portal} message={confirmation.custom_message} />)
        : home(c, portal);
    }),
  );

  app.post('/:id', (c) =>
    acted(c, home, (action, sent) => {
      const [method, subscription] = [textIn(sent, 'method'), textIn(sent, 'subscription')];
      if (sent.action === 'go_on') return goOn(action, subscription);
      return sent.action === 'choose' ? chooseMethod(action, method) : removeMethod(action, method);
    }),
  );

  page('/:id/cancel/:of', cancelPage, (action, sent, c) => cancel(action, c.req.param('of') ?? '', sent));
  page('/:id/details', detailsPage, (action, sent) => changeDetails(action, sent));

  app.all('*', (c) => unknown(c));

  type Act = (action: Action, sent: Params, c: Ctx) => Promise<void>;

  /** A page with a form. */
  function page(path: string, show: Show, act: Act): void {
    app.get(path, (c) => visited(c, async (visit) => show(c, await readPortal(platform, visit))));
    app.post(path, (c) => acted(c, show, act));
  }

  /** Does what a form asks for, and goes back to the first page. A refusal is told in the form's own page. */
  const acted = (c: Ctx, show: Show, act: Act): Promise<Response> =>
    visited(c, async (visit) => {
      const sent = await readForm(c.req.raw);
      try {
        await act({ ...platform, origin: originOf(c.req.raw), visit }, sent, c);
        return c.redirect(pageOf(visit), 303);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status >= 500) throw error;
        return show(c, await readPortal(platform, visit), { problem: error.message, sent });
      }
    });

  return app;
}

/** Returns the page of a flow. */
function flowPage({ subscription_cancel: ended }: NonNullable<PortalVisit['flow']>): string[] {
  return ended ? ['cancel', ended.subscription] : ['details'];
}

const POLICY =
  `default-src 'none'; style-src ${STYLE_HASH} ${PORTAL_STYLE_HASH}; base-uri 'none'; form-action 'self'; ` +
  "frame-ancestors 'none'";
