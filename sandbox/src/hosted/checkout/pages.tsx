/** @jsxImportSource hono/jsx */
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { explained } from '../../kernel/http/explained.js';
import { readForm, textIn } from '../../kernel/http/form.js';
import type { Log } from '../../kernel/http/log.js';
import type { Platform } from '../../kernel/http/pipeline.js';
import { inTransaction } from '../../kernel/transaction.js';
import {
  addressAfter,
  CHECKOUT_PATH,
  savedMethodsSecret,
  sessionOfPage,
  sessionOfSecret,
} from '../../resources/checkout-sessions/index.js';
import { wantedLanguages } from '../language.js';
import { BackPage } from '../layout.js';
import type { Payable } from '../payment-form.js';
import { STYLE_HASH } from '../style.js';
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

/**
 * Serves the page of a Checkout Session. Whoever has the address is taken for the customer; of a session that is embedded in the shop's
 * page, whoever has its client secret.
 */
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
    const row = await sessionOfPage(db, c.req.param('id'));
    const home = row && (row.body.client_secret ? addressAfter(row.body) : `${CHECKOUT_PATH}/${row.id}`);
    if (!row || !home) return unknown(c);
    // The address that a bank leads back to names the payment. What became of it is known here, or in the page that has the session embedded.
    if (row.body.client_secret || new URL(c.req.url).search) return leadBack(c, home);
    return show(c, await readCheckout(db, row, new Date(), c.req.raw));
  });

  // For the host's own frame, by a form: no address has a client secret.
  app.post(EMBEDDED_PATH, async (c) => {
    const site = c.req.header('sec-fetch-site') ?? 'same-origin';
    if (site !== 'same-origin') return unknown(c);
    // A shop's page may require it of all that is embedded in it.
    c.header('Cross-Origin-Embedder-Policy', 'require-corp');
    const row = await sessionOfSecret(db, textIn(await readForm(c.req.raw), 'client_secret'));
    return row ? show(c, await readCheckout(db, row, new Date(), c.req.raw)) : unknown(c);
  });

  // The same answer as for one that has expired: nobody learns which sessions there were.
  const unknown = (c: Ctx) => page(c, <ExpiredPage cancelUrl={null} language={languageOf(c)} />, 404);

  app.onError((error, c) => {
    const { status, message } = explained(error, c.get('requestId'), log);
    return page(c, <FailedPage text={message} language={languageOf(c)} />, status);
  });

  async function show(c: Ctx, view: CheckoutView): Promise<Response> {
    const { language, session, shop } = view;
    if (session.status === 'complete') {
      const next = addressAfter(session);
      if (next && session.success_url) return c.redirect(next, 303);
      return page(c, <CompletePage {...view} />);
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

/** Leads on by a page of its own: the policy of a bank's page, which names where its form may lead to, covers all redirects that follow. */
function leadBack(c: Ctx, address: string): Response | Promise<Response> {
  for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
  c.header('Content-Security-Policy', `default-src 'none'; style-src ${STYLE_HASH}; base-uri 'none'`);
  return c.html(<BackPage address={address} language={languageOf(c)} />);
}

/** The path of the pages that the host's frame shows in a shop's page. */
const EMBEDDED_PATH = `${CHECKOUT_PATH}/embedded`;

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
