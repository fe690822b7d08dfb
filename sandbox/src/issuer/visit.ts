import * as v from 'valibot';
import { readForm } from '../kernel/http/form.js';
import { originOf } from '../kernel/http/origin.js';
import { parseParams } from '../kernel/http/params.js';
import type { Platform } from '../kernel/http/pipeline.js';
import { inTransaction } from '../kernel/transaction.js';
import type { WaitingIntents } from './authentications.js';
import {
  type BankPage,
  document,
  foreignFrame,
  question,
  STYLE_HASH,
  unknown,
  voucherEnd,
  withdrawn,
} from './page.js';
import { confirmationParams } from './passkey-confirmation.js';
import { PASSKEY_SCRIPT_HASH } from './passkey-part.js';
import { registrationParams } from './passkey-registration.js';
import { createPasskeys } from './passkeys.js';
import type { Authentication, AuthenticationOutcome } from './question.js';
import { findAuthentication, settleAuthentication } from './settle.js';
import { PasskeyRefused } from './webauthn.js';

/** The cardholder's bank, played by the sandbox, as a browser reaches it. */
export interface Issuer {
  /** Shows an authentication's page. */
  visit(request: Request, id: string): Promise<Response>;
  /** Takes the cardholder's answer, and leads them back. */
  decide(request: Request, id: string): Promise<Response>;
}

/**
 * Serves the pages of the bank. A person who has an authentication's address is taken for the cardholder: its
 * id can't be guessed, and only the page that began the payment knows it.
 */
export function createIssuer(platform: Platform, waiting: WaitingIntents): Issuer {
  const passkeys = createPasskeys(platform.secrets);

  /** Asks the holder, who may answer by a passkey where the browser can. */
  async function ask(request: Request, asked: Authentication, problem?: string): Promise<Response> {
    const scope = { db: platform.db, accountId: asked.accountId, livemode: asked.livemode };
    const passkey = await passkeys.question(scope, asked, originOf(request));
    return show(request, question(asked, passkey, problem), asked.returnUrl);
  }

  return {
    async visit(request, id) {
      // `frame-ancestors` would have to name every document above it, including the shop's, which can be any.
      if (isFramed(request) && request.headers.get('sec-fetch-site') !== 'same-origin')
        return show(request, foreignFrame());
      const asked = await findAuthentication(platform.db, waiting, id);
      if (!asked) return show(request, unknown());
      if (asked.status === 'canceled') return show(request, withdrawn(backOf(request, asked)));
      if (asked.status !== 'pending') return leadBack(request, asked, asked.status);
      return ask(request, asked);
    },
    async decide(request, id) {
      const sent = await readForm(request);
      const asked = await findAuthentication(platform.db, waiting, id);
      if (!asked) return show(request, unknown());
      if (asked.status === 'canceled') return show(request, withdrawn(backOf(request, asked)));
      const { outcome, confirmation, registration } = parseParams(answerParams(asked), sent);
      try {
        const result = await inTransaction(platform, asked, async (work) => {
          const origin = originOf(request);
          if (confirmation) await passkeys.confirm(work, asked, origin, confirmation);
          if (registration) await passkeys.register(work, asked, origin, registration);
          return settleAuthentication(work, waiting, id, outcome);
        });
        const settled = await findAuthentication(platform.db, waiting, id);
        return leadBack(request, settled ?? asked, result);
      } catch (error) {
        if (error instanceof PasskeyRefused)
          return ask(request, asked, `The passkey was not accepted: ${error.message}.`);
        throw error;
      }
    },
  };
}

const answerParams = ({ answers }: Authentication) =>
  v.strictObject({
    outcome: v.picklist(answers),
    confirmation: v.optional(confirmationParams),
    registration: v.optional(registrationParams),
  });

/**
 * A browser that sends no such header is taken to show a page of its own. A frame comes back the same way in
 * that case.
 */
export const isFramed = ({ headers }: Request) => !['document', null].includes(headers.get('sec-fetch-dest'));

/** Returns where a page of the bank leads back to; `null` in a frame, whose page goes on automatically. */
const backOf = (request: Request, { returnUrl }: Authentication): string | null =>
  isFramed(request) ? null : returnUrl;

/**
 * Leads to the host's page that notifies the frame, or to the merchant's own page. A client secret is never
 * in a URL.
 */
function leadBack(request: Request, asked: Authentication, outcome: AuthenticationOutcome): Response {
  const { flow, kind, intentId, intentStatus, returnUrl } = asked;
  if (flow === 'voucher' && !isFramed(request)) return show(request, voucherEnd(outcome));
  if (returnUrl === null || isFramed(request)) return redirect('/frame/v1/authenticated.html');
  const address = new URL(returnUrl);
  address.searchParams.set(kind, intentId);
  address.searchParams.set('redirect_status', outcome === 'failed' ? 'failed' : statusOf(intentStatus));
  return redirect(address.href);
}

/** Returns the `redirect_status` of an intent whose holder has agreed. Their bank may decide later. */
function statusOf(intentStatus: string): 'failed' | 'pending' | 'succeeded' {
  if (intentStatus === 'processing') return 'pending';
  return intentStatus === 'requires_payment_method' ? 'failed' : 'succeeded';
}

const HEADERS = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

const redirect = (location: string) =>
  new Response(null, { status: 303, headers: { ...HEADERS, Location: location } });

export function show(request: Request, page: BankPage, returnUrl: string | null = null): Response {
  const policy = [
    "default-src 'none'",
    `style-src ${STYLE_HASH}`,
    "base-uri 'none'",
    // `form-action` also covers redirects after the form.
    `form-action 'self'${returnUrl === null ? '' : ` ${sourceOf(returnUrl)}`}`,
    ...(page.asksPasskey ? [`script-src ${PASSKEY_SCRIPT_HASH}`] : []),
    // It is in an iframe of its own origin, and has no power over the document around it, save by the one script that it has.
    ...(isFramed(request)
      ? [`sandbox allow-forms${page.asksPasskey ? ' allow-scripts allow-same-origin' : ''}`]
      : []),
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

/** Returns an address as a policy names it. An app's own scheme has no origin. */
function sourceOf(address: string): string {
  const { origin, protocol } = new URL(address);
  return origin === 'null' ? protocol : origin;
}
