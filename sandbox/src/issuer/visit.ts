import * as v from 'valibot';
import { readForm } from '../kernel/http/form.js';
import { parseParams } from '../kernel/http/params.js';
import type { Platform } from '../kernel/http/pipeline.js';
import { inTransaction } from '../kernel/transaction.js';
import type { WaitingIntents } from './authentications.js';
import { type BankPage, document, foreignFrame, question, STYLE_HASH, unknown, withdrawn } from './page.js';
import type { Authentication, AuthenticationOutcome } from './question.js';
import { findAuthentication, settleAuthentication } from './settle.js';

/** The cardholder's bank, which the sandbox plays, as a browser reaches it. */
export interface Issuer {
  /** Shows an authentication's page. */
  visit(request: Request, id: string): Promise<Response>;
  /** Takes the cardholder's answer, and leads them back. */
  decide(request: Request, id: string): Promise<Response>;
}

const answerParams = v.strictObject({ outcome: v.picklist(['complete', 'fail']) });

/**
 * Whoever has an authentication's address is the cardholder: its id can't be guessed, and only the page on which the payment
 * was begun knows it.
 */
export const createIssuer = (platform: Platform, waiting: WaitingIntents): Issuer => ({
  async visit(request, id) {
    // Every document above it would have to be named in `frame-ancestors`, also the shop's, which can be anyone.
    if (isFramed(request) && request.headers.get('sec-fetch-site') !== 'same-origin')
      return show(request, foreignFrame());
    const asked = await findAuthentication(platform.db, waiting, id);
    if (!asked) return show(request, unknown());
    if (asked.status === 'canceled') return show(request, withdrawn());
    if (asked.status !== 'pending') return leadBack(request, asked, asked.status);
    return show(request, question(asked), asked.returnUrl);
  },
  async decide(request, id) {
    const { outcome } = parseParams(answerParams, await readForm(request));
    const asked = await findAuthentication(platform.db, waiting, id);
    if (!asked) return show(request, unknown());
    if (asked.status === 'canceled') return show(request, withdrawn());
    const wanted = outcome === 'complete' ? 'succeeded' : 'failed';
    const result = await inTransaction(platform, asked, (work) =>
      settleAuthentication(work, waiting, id, wanted),
    );
    return leadBack(request, asked, result);
  },
});

/** Where a browser does not say so, it is a page of its own: a frame comes back the same way then. */
const isFramed = ({ headers }: Request) => !['document', null].includes(headers.get('sec-fetch-dest'));

/** To the host's page that tells the frame, or to the merchant's own. A client secret is never in an address. */
function leadBack(request: Request, asked: Authentication, outcome: AuthenticationOutcome): Response {
  const { kind, intentId, returnUrl } = asked;
  if (returnUrl === null || isFramed(request)) return redirect('/frame/v1/authenticated.html');
  const address = new URL(returnUrl);
  address.searchParams.set(kind, intentId);
  address.searchParams.set('redirect_status', outcome);
  return redirect(address.href);
}

const HEADERS = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

const redirect = (location: string) =>
  new Response(null, { status: 303, headers: { ...HEADERS, Location: location } });

function show(request: Request, page: BankPage, returnUrl: string | null = null): Response {
  const policy = [
    "default-src 'none'",
    `style-src ${STYLE_HASH}`,
    "base-uri 'none'",
    // Where the answer leads on to counts as well.
    `form-action 'self'${returnUrl === null ? '' : ` ${sourceOf(returnUrl)}`}`,
    // In an iframe of its own origin: it shall have no power over the document around it.
    ...(isFramed(request) ? ['sandbox allow-forms'] : []),
  ];
  return new Response(document(page), {
    status: page.status,
    headers: {
      ...HEADERS,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy.join('; '),
    },
  });
}

/** An address as a policy names it; an app's own scheme has no origin. */
function sourceOf(address: string): string {
  const { origin, protocol } = new URL(address);
  return origin === 'null' ? protocol : origin;
}
