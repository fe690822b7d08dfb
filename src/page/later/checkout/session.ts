import type { CheckoutView, PaymentPage } from '../../../contract/checkout-view.js';
import { isRecord, type JsonObject } from '../../../wire/index.js';
import { callAgent } from '../../link/agent.js';
import type { FrameContext } from '../../link/frame-context.js';
import type { CallOutcome } from '../../link/frame-link.js';
import type { CheckoutResult, CheckoutSession } from '../../types/index.js';
import type { Explain } from './errors.js';
import { readable } from './readable.js';

/** The session of a page, as the host saw it last. */
export interface LiveSession {
  /** As the page sees it. */
  now(): CheckoutSession;
  /** The answer of the host. */
  page(): PaymentPage;
  /** Asks the host, which answers with the session as it is then. */
  ask(step: 'change' | 'confirm' | 'open', told?: JsonObject, attempt?: string): Promise<CallOutcome>;
  /** Makes the result of an action, after another look at a session that is over. */
  settle<Error>(outcome: CallOutcome, explain: Explain<Error>): Promise<CheckoutResult<Error>>;
  /** Tells the page of a change, if there is one. */
  tell(): void;
}

/**
 * Creates the session of a page. Nothing of it is known before the first answer of the host.
 *
 * @param onChange Called with the session after each change of it.
 * @param canPay Tells whether the page's own Elements are complete.
 * @param onOffer Called when other payment methods are offered, or another amount is paid.
 */
export function liveSession(
  context: FrameContext,
  client_secret: string,
  onChange: (session: CheckoutSession) => void,
  canPay: () => boolean,
  onOffer: () => void,
): LiveSession {
  let page: PaymentPage;
  let told = '';

  const now = (): CheckoutSession => {
    const session = readable(page.session as CheckoutView, context.locale());
    return { ...session, canConfirm: session.canConfirm && canPay() };
  };

  function tell() {
    const session = now();
    const text = JSON.stringify(session);
    if (told && told !== text) onChange(session);
    told = text;
  }

  function take(answer: PaymentPage) {
    const before = page as PaymentPage | undefined;
    page = answer;
    if (before && offerOf(before) !== offerOf(answer)) onOffer();
    tell();
  }

  async function ask(step: string, told: JsonObject = {}, attempt?: string): Promise<CallOutcome> {
    const params = { client_secret, step, told, ...(attempt && { attempt }) };
    const outcome = await callAgent(context, 'checkout', params, undefined, 'checkoutSession.html');
    if (!outcome.value) return outcome;
    if (!isRecord(outcome.value.session)) return { error: OTHER_PAGE };
    take(outcome.value as unknown as PaymentPage);
    return outcome;
  }

  return {
    ask,
    now,
    page: () => page,
    tell,
    async settle(outcome, explain) {
      if (outcome.value) return { type: 'success', session: now() };
      const { error } = outcome;
      // It has expired, or was paid in another tab, or something else is sold by now.
      if (error.code === 'status_transition_invalid' || error.param === 'expected_amount') await ask('open');
      return { type: 'error', error: explain(error) };
    },
  };
}

const offerOf = ({ amount_total, payment_method_types }: PaymentPage) =>
  JSON.stringify([amount_total, payment_method_types]);

const OTHER_PAGE = {
  type: 'invalid_request_error',
  code: 'invalid_client_secret',
  param: 'clientSecret',
  message: 'The Checkout Session has another page: create it with the ui_mode elements (or custom).',
} as const;
