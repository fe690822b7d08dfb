/** @jsxImportSource hono/jsx */
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { explained } from '../../kernel/http/explained.js';
import type { Log } from '../../kernel/http/log.js';
import type { Platform } from '../../kernel/http/pipeline.js';
import { inTransaction } from '../../kernel/transaction.js';
import { addressAfter, CHECKOUT_PATH, savedMethodsSecret } from '../../resources/checkout-sessions/index.js';
import { wantedLanguages } from '../language.js';
import type { Payable } from '../payment-form.js';
import { CheckoutPage } from './checkout-page.js';
import { CompletePage, ExpiredPage, FailedPage } from './end-pages.js';
import { speak } from './language.js';
import { CHECKOUT_SCRIPT } from './page-script.js';
import { type CheckoutView, readCheckout } from './read.js';
import { CHECKOUT_STYLE, hashOf, styleOf } from './style.js';

type Env = { Bindings: HttpBindings; Variables: { requestId: string } };
type Ctx = Context<Env>;

/** What the pages need of the rest of the server. */
export interface CheckoutPageOptions {
  /** Returns the key by which a page takes a payment for an account. */
  payableBy(accountId: string): Promise<Payable>;
}

/** Serves the page of a Checkout Session. Whoever has the address is taken for the customer. */
export function createCheckoutPages(
  platform: Platform,
  { payableBy }: CheckoutPageOptions,
  log: Log,
): Hono<Env> {
  const { db } = platform;
  const app = new Hono<Env>();

  app.get(`${CHECKOUT_PATH}/checkout.js`, (c) =>
    c.body(CHECKOUT_SCRIPT, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
  );

  app.get(`${CHECKOUT_PATH}/:id{cs_[A-Za-z0-9_]+}`, async (c) => {
    const view = await readCheckout(db, c.req.param('id'), new Date(), c.req.raw);
    // The same answer as for one that has expired: nobody learns which addresses there were.
    if (!view) return page(c, <ExpiredPage cancelUrl={null} language={languageOf(c)} />, 404);
    // The address that a bank leads back to names the payment. What became of it is known here.
    if (new URL(c.req.url).search) return c.redirect(`${CHECKOUT_PATH}/${view.row.id}`, 303);
    return show(c, view);
  });

  app.onError((error, c) => {
    const { status, message } = explained(error, c.get('requestId'), log);
    return page(c, <FailedPage text={message} language={languageOf(c)} />, status);
  });

  async function show(c: Ctx, view: CheckoutView): Promise<Response> {
    const { language, session, shop } = view;
    if (session.status === 'complete') {
      const next = addressAfter(session);
      if (next && session.success_url) return c.redirect(next, 303);
      return page(c, <CompletePage {...view} next={next} />);
    }
    if (view.isExpired)
      return page(c, <ExpiredPage cancelUrl={session.cancel_url} shop={shop} language={language} />);
    const { accountId, livemode } = view.row;
    const savedSecret = await inTransaction(platform, { accountId, livemode }, (work) =>
      savedMethodsSecret(work, view.row),
    );
    const payable = await payableBy(accountId);
    return page(c, <CheckoutPage {...view} {...{ payable, savedSecret }} />, 200, styleOf(session));
  }

  return app;
}

const languageOf = (c: Ctx) => speak(wantedLanguages(c.req.raw));

type Page = Parameters<Ctx['html']>[0];
type Status = ReturnType<typeof explained>['status'] | 200 | 404;

async function page(
  c: Ctx,
  content: unknown,
  status: Status = 200,
  style = CHECKOUT_STYLE,
): Promise<Response> {
  c.header('Content-Security-Policy', policyOf(style));
  for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
  return c.html(content as Page, status);
}

// Test runners show the pages that they test in frames: no `frame-ancestors`. No live page is served here.
const policyOf = (style: string) =>
  `default-src 'none'; script-src 'self'; connect-src 'self'; style-src ${hashOf(style)}; frame-src 'self'; ` +
  "base-uri 'none'; form-action 'none'";

const HEADERS = {
  'Cache-Control': 'no-store',
  // The address by itself lets anyone pay.
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};
