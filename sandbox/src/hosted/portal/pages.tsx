/** @jsxImportSource hono/jsx */
import type { Hono } from 'hono';
import { type Params, readForm, textIn } from '../../kernel/http/form.js';
import type { Log } from '../../kernel/http/log.js';
import { originOf } from '../../kernel/http/origin.js';
import type { Platform } from '../../kernel/http/pipeline.js';
import { inTransaction } from '../../kernel/transaction.js';
import {
  PORTAL_PATH,
  type PortalVisit,
  portalSessions,
  setupOf,
  useAddedMethod,
} from '../../resources/billing-portal/index.js';
import { BackPage } from '../layout.js';
import { PAYMENT_POLICY, type Payable, waitsForBank } from '../payment-form.js';
import { STYLE_HASH } from '../style.js';
import { type Ctx, createVisitedPages, type Env, POLICY } from '../visits.js';
import { type Action, cancel, changeDetails, chooseMethod, goOn, removeMethod } from './act.js';
import { CancelPage } from './cancel-page.js';
import { changePlan, choicesFor, costOf } from './change.js';
import { ChangePage, ConfirmPage } from './change-page.js';
import { DetailsPage } from './details-page.js';
import { DonePage } from './done-page.js';
import { HomePage } from './home-page.js';
import { pageOf } from './layout.js';
import { BankPage, MethodPage } from './method-page.js';
import { payInvoice } from './pay.js';
import { defaultOf, type Portal, readPortal } from './read.js';
import { problemIn, Refusal } from './refusal.js';
import { PORTAL_STYLE_HASH } from './style.js';

/** A form that was not taken. */
interface Refused {
  problem: string;
  sent: Params;
}

/** Answers with a page of a visit, where its portal has it. */
type Show = (c: Ctx, portal: Portal, refused?: Refused) => Response | Promise<Response>;

/** Does what a form asks for. Returns the page that comes next, where that is not the first one. */
type Act = (action: Action, sent: Params, c: Ctx) => Promise<string | undefined> | Promise<void>;

/** What the pages need of the rest of the server. */
export interface PortalPageOptions {
  /** Returns the key by which a page takes a payment for an account. */
  payableBy(accountId: string): Promise<Payable>;
}

/** Serves the portal, in which the customers of an account see and change what they have with it. */
export function createPortalPages(platform: Platform, { payableBy }: PortalPageOptions, log: Log): Hono<Env> {
  const { app, unknown, visited } = createVisitedPages(platform, log, {
    links: portalSessions,
    path: PORTAL_PATH,
    policy: policyWith(),
    giver: 'from_website',
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
      return changePage(c, portal, { problem: problemIn(error, portal.language), sent: {} });
    }
    return unknown(c);
  };

  const methodPage: Show = async (c, portal) => {
    const { configuration, visit } = portal;
    if (!configuration.features.payment_method_update.enabled) return unknown(c);
    const intent = await inTransaction(platform, visit, (work) => setupOf(work, visit));
    c.header(POLICY, policyWith(PAYMENT_POLICY));
    const payable = await payableBy(visit.accountId);
    return c.html(<MethodPage {...portal} {...{ intent, payable }} />);
  };

  const bankPage: Show = async (c, portal) => {
    const unpaid = portal.subscriptions
      .flatMap((shown) => shown.unpaid ?? [])
      .find(({ intent, invoice }) => invoice.id === c.req.param('of') && waitsForBank(intent));
    // The bank may have answered, or the invoice was paid in another way.
    if (!unpaid) return c.redirect(pageOf(portal.visit), 303);
    c.header(POLICY, policyWith(PAYMENT_POLICY));
    return c.html(<BankPage {...portal} {...{ unpaid }} payable={await payableBy(portal.visit.accountId)} />);
  };

  app.get('/:id', (c) =>
    visited(c, async (visit) => {
      if (!visit.flow) return home(c, await readPortal(platform, visit, c.req.raw));
      if (!visit.flowDone) return c.redirect(flowPage(visit, visit.flow), 303);
      const { hosted_confirmation: confirmation, redirect } = visit.flow.after_completion;
      const portal = await readPortal(platform, visit, c.req.raw);
      if (redirect) return c.html(<BackPage address={redirect.return_url} language={portal.language} />);
      return confirmation
        ? c.html(<DonePage {...portal} message={confirmation.custom_message} />)
        : home(c, portal);
    }),
  );

  app.post('/:id', (c) =>
    acted(c, home, async (action, sent) => {
      const [method, subscription] = [textIn(sent, 'method'), textIn(sent, 'subscription')];
      switch (sent.action) {
        case 'choose':
          await chooseMethod(action, method);
          return;
        case 'go_on':
          await goOn(action, subscription);
          return;
        case 'pay':
          return pay(action, textIn(sent, 'invoice'), method);
        case 'remove':
          await removeMethod(action, method);
          return;
        default:
          throw new Refusal('cannot');
      }
    }),
  );

  show('/:id/pay/:of', bankPage);
  page('/:id/cancel/:of', cancelPage, (action, sent, c) => cancel(action, c.req.param('of') ?? '', sent));
  show('/:id/change/:of', changePage);
  page('/:id/change/:of/confirm', changePage, (action, sent, c) =>
    changePlan(action, c.req.param('of') ?? '', sent),
  );
  page('/:id/details', detailsPage, (action, sent) => changeDetails(action, sent));

  app.get('/:id/method', (c) =>
    visited(c, async (visit) => {
      // The address that a bank leads back to names the intent. What became of it is known here.
      if (!new URL(c.req.url).search) return methodPage(c, await readPortal(platform, visit, c.req.raw));
      const wasAdded = await added(actionOf(c, visit));
      return c.redirect(wasAdded ? pageOf(visit) : pageOf(visit, 'method'), 303);
    }),
  );

  app.post('/:id/method', (c) =>
    acted(c, home, async (action, _, { req }) => {
      if (!(await added(action))) return pageOf(action.visit, 'method');
      const { customer, subscriptions } = await readPortal(platform, action.visit, req.raw);
      for (const { unpaid } of subscriptions) {
        const next = unpaid && (await pay(action, unpaid.invoice.id, defaultOf(customer) ?? ''));
        if (next) return next;
      }
    }),
  );

  app.all('*', (c) => unknown(c));

  function show(path: string, answer: Show): void {
    app.get(path, (c) =>
      visited(c, async (visit) => answer(c, await readPortal(platform, visit, c.req.raw))),
    );
  }

  /** A page with a form. */
  function page(path: string, answer: Show, act: Act): void {
    show(path, answer);
    app.post(path, (c) => acted(c, answer, act));
  }

  /** Does what a form asks for, and goes on. A refusal is told in the form's own page. */
  const acted = (c: Ctx, answer: Show, act: Act): Promise<Response> =>
    visited(c, async (visit) => {
      const sent = await readForm(c.req.raw);
      try {
        return c.redirect((await act(actionOf(c, visit), sent, c)) ?? pageOf(visit), 303);
      } catch (error) {
        const portal = await readPortal(platform, visit, c.req.raw);
        return answer(c, portal, { problem: problemIn(error, portal.language), sent });
      }
    });

  const actionOf = (c: Ctx, visit: PortalVisit): Action => ({
    ...platform,
    origin: originOf(c.req.raw),
    visit,
  });

  return app;
}

/** Pays an invoice. Returns the page on which the bank asks, where it does. @throws Refusal for a payment that was declined. */
async function pay(action: Action, invoice: string, method: string): Promise<string | undefined> {
  const payment = await payInvoice(action, invoice, method);
  if (payment === 'declined') throw new Refusal('declined');
  return payment === 'asks' ? pageOf(action.visit, 'pay', invoice) : undefined;
}

/** Uses the payment method that was added, if it was. */
const added = ({ origin, visit, ...services }: Action): Promise<boolean> =>
  inTransaction(services, { accountId: visit.accountId, livemode: visit.livemode, origin }, async (work) => {
    const after = await useAddedMethod(work, visit.id);
    return after?.setupIntentId === null;
  });

/** Returns the page of a flow. */
function flowPage(visit: PortalVisit, flow: NonNullable<PortalVisit['flow']>): string {
  const {
    subscription_cancel: ended,
    subscription_update: changed,
    subscription_update_confirm: chosen,
  } = flow;
  if (ended) return pageOf(visit, 'cancel', ended.subscription);
  if (changed) return pageOf(visit, 'change', changed.subscription);
  if (flow.type === 'payment_method_update') return pageOf(visit, 'method');
  if (!chosen) return pageOf(visit, 'details');
  const [{ price, quantity } = {}] = chosen.items;
  const query = new URLSearchParams({
    ...(price && { price }),
    ...(quantity !== undefined && { quantity: String(quantity) }),
  });
  return `${pageOf(visit, 'change', chosen.subscription, 'confirm')}?${query}`;
}

const policyWith = (more = "script-src 'none'") =>
  `default-src 'none'; ${more}; style-src ${STYLE_HASH} ${PORTAL_STYLE_HASH}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;
