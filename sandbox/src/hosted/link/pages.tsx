/** @jsxImportSource hono/jsx */
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { callerOf } from '../../kernel/http/client-address.js';
import { explained } from '../../kernel/http/explained.js';
import type { Log } from '../../kernel/http/log.js';
import { originOf } from '../../kernel/http/origin.js';
import type { Platform } from '../../kernel/http/pipeline.js';
import { inTransaction } from '../../kernel/transaction.js';
import { CHECKOUT_PATH } from '../../resources/checkout-sessions/index.js';
import { isOpen, LINK_PATH, linkOfAddress, visitLink } from '../../resources/payment-links/index.js';
import { type CheckoutLanguage, speak } from '../checkout/language.js';
import { wantedLanguages } from '../language.js';
import { EndPage } from '../layout.js';
import { STYLE_HASH } from '../style.js';
import { isOpenedByPerson } from '../visits.js';

type Env = { Bindings: HttpBindings; Variables: { requestId: string } };
type Ctx = Context<Env>;

/** Serves the addresses of Payment Links: each visit of a person makes a session, and leads to its page. */
export function createLinkPages(platform: Platform, log: Log): Hono<Env> {
  const app = new Hono<Env>();

  app.get(`${LINK_PATH}/:secret`, async (c) => {
    const row = await linkOfAddress(platform.db, c.req.param('secret'));
    const { say } = languageOf(c);
    if (!row) return end(c, 404, say('no_page'), say('from_sender'));
    if (!(await isOpen(platform, row)))
      return end(c, 200, say('link_inactive'), row.body.inactive_message ?? say('link_inactive_text'));
    // A program that looks ahead, or shows a picture of the page, makes no session.
    if (!isOpenedByPerson(c.req.raw)) return end(c, 200, say('not_opened'), say('not_opened_text'));
    if (!platform.allows(`link ${callerOf(clientIpOf(c))}`, Date.now()))
      return end(c, 429, say('too_many'), say('too_many_text'));
    const origin = originOf(c.req.raw);
    const { accountId, livemode } = row;
    const { searchParams } = new URL(c.req.url);
    const session = await inTransaction(platform, { accountId, livemode, origin }, (work) =>
      visitLink(work, row, searchParams),
    );
    return c.redirect(`${CHECKOUT_PATH}/${session.id}`, 303);
  });

  app.onError((error, c) => {
    const { status, message } = explained(error, c.get('requestId'), log);
    return end(c, status, languageOf(c).say('failed'), message);
  });

  const clientIpOf = (c: Ctx) =>
    platform.clientAddress({
      peer: c.env.incoming.socket.remoteAddress,
      forwardedFor: c.req.header('x-forwarded-for'),
    });

  return app;
}

type Status = ReturnType<typeof explained>['status'] | 200;

function end(c: Ctx, status: Status, title: string, text: string): Response | Promise<Response> {
  for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
  return c.html(<EndPage title={title} text={text} language={languageOf(c)} />, status);
}

const languageOf = (c: Ctx): CheckoutLanguage =>
  speak(wantedLanguages(c.req.raw, new URL(c.req.url).searchParams.get('locale')));

const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': `default-src 'none'; style-src ${STYLE_HASH}; base-uri 'none'; form-action 'none'`,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};
