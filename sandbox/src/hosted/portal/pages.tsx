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
import { changePlan, choicesFor, costOf } from './change.js';
import { ChangePage, ConfirmPage } from './change-page.js';
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

  const changePage: Show = async (c, portal, refused) => {
    const shown = portal.subscriptions.find(({ subscription }) => subscription.id === c.req.param('of'));
    const item = shown?.subscription.items.data[0];
    if (!shown?.canChange || !item) return unknown(c);
    const { accountId, livemode } = portal.visit;
    const feature = portal.configuration.features.subscription_update;
    const choices = await choicesFor({ db: platform.db, accountId, livemode }, feature, item);
    if (refused || !c.req.path.endsWith('/confirm'))
      return c.html(
        <ChangePage {...portal} {...{ choices, item, shown }} problem={refused?.problem} />,
        statusOf(refused),
      );
    try {
      const cost = await costOf(actionOf(c, portal.visit), shown.subscription.id, c.req.query());
      const choice = choices.find(({ price }) => price.id === cost.wanted.price);
      if (choice) return c.html(<ConfirmPage {...portal} {...{ choice, cost, shown }} />);
    } catch (error) {
      return changePage(c, portal, { problem: refusalIn(error), sent: {} });
    }
    return unknown(c);
  };

  app.get('/:id', (c) =>
    visited(c, async (visit) => {
      if (!visit.flow) return home(c, await readPortal(platform, visit));
      if (!visit.flowDone) return c.redirect(flowPage(visit, visit.flow), 303);
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
  app.get('/:id/change/:of', (c) =>
    visited(c, async (visit) => changePage(c, await readPortal(platform, visit))),
  );
  page('/:id/change/:of/confirm', changePage, (action, sent, c) =>
    changePlan(action, c.req.param('of') ?? '', sent),
  );
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
        await act(actionOf(c, visit), sent, c);
        return c.redirect(pageOf(visit), 303);
      } catch (error) {
        const problem = refusalIn(error);
        return show(c, await readPortal(platform, visit), { problem, sent });
      }
    });

  const actionOf = (c: Ctx, visit: PortalVisit): Action => ({
    ...platform,
    origin: originOf(c.req.raw),
    visit,
  });

  return app;
}

/** Returns what a visitor is told of an error. One that is not theirs is thrown on. */
function refusalIn(error: unknown): string {
  if (error instanceof ApiError && error.status < 500) return error.message;
  throw error;
}

/** Returns the page of a flow. */
function flowPage(visit: PortalVisit, flow: NonNullable<PortalVisit['flow']>): string {
  const {
    subscription_cancel: ended,
    subscription_update: changed,
    subscription_update_confirm: chosen,
  } = flow;
  if (ended) return pageOf(visit, 'cancel', ended.subscription);
  if (changed) return pageOf(visit, 'change', changed.subscription);
  if (!chosen) return pageOf(visit, 'details');
  const [{ price, quantity } = {}] = chosen.items;
  const query = new URLSearchParams({
    ...(price && { price }),
    ...(quantity !== undefined && { quantity: String(quantity) }),
  });
  return `${pageOf(visit, 'change', chosen.subscription, 'confirm')}?${query}`;
}

const POLICY =
  `default-src 'none'; style-src ${STYLE_HASH} ${PORTAL_STYLE_HASH}; base-uri 'none'; form-action 'self'; ` +
  "frame-ancestors 'none'";
