import type Stripe from 'stripe';
import { optionsForAttempt } from '../../intents/index.js';
import { startAuthentication } from '../../issuer/index.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Call } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { methods, type OptionsByType } from '../../methods/index.js';
import { type Consent, makeMandate } from '../mandates/index.js';
import { findOrMakePaymentMethod, type PaymentMethodRow, refuseConsumed } from '../payment-methods/index.js';
import { beginAttempt } from '../setup-attempts/index.js';
import { fail, giveUp, succeed } from './finish.js';
import { checkMethod } from './method-types.js';
import { unexpectedState, viewOf } from './view.js';

type SetupIntent = Stripe.SetupIntent;

/** What a confirm brings beside the payment method. */
export interface ConfirmOptions {
  mandate: Consent | null | undefined;
  /** The page that the details come from has asked for consent. */
  consented: boolean;
  /** Options by type that are given for this attempt. */
  methodOptions: OptionsByType;
  useSdk: boolean;
  returnUrl: string | null;
}

/**
 * Confirms an intent: tries to set up a payment method. Saving the intent that comes back is left to the caller.
 *
 * @param given What the parameters named or brought; by default what the intent has already.
 * @throws ApiError 400 where it can't be tried. One that was tried and failed has a `last_setup_error`.
 */
export async function confirm(
  call: Call,
  before: SetupIntent,
  given: PaymentMethodRow | undefined,
  options: ConfirmOptions,
): Promise<SetupIntent> {
  const method = given ?? (await methodOf(call, before));
  if (!method) throw unexpectedState(MISSING_METHOD, before, call.key);
  refuseConsumed(method);
  checkMethod(before, method, { setup_intent: viewOf(before, call.key) });
  await giveUp(call, before);
  const needsMandate = methods.of(method.type).mandate !== undefined;
  const mandate = needsMandate ? await mandateOf(call, before, method, options) : null;
  const attempt = await beginAttempt(call, before, method);
  const intent: SetupIntent = {
    ...before,
    last_setup_error: null,
    latest_attempt: attempt.id,
    mandate,
    next_action: null,
    payment_method: method.id,
  };
  return setUp(call, intent, method, options);
}

const methodOf = async (work: Work, { payment_method: id }: SetupIntent) =>
  id ? findOrMakePaymentMethod(work, String(id)) : undefined;

const MISSING_METHOD =
  "You cannot confirm this SetupIntent because it's missing a payment method. You can either update the SetupIntent with " +
  'a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.';

/** A debit needs its holder's consent. */
async function mandateOf(
  call: Call,
  intent: SetupIntent,
  method: PaymentMethodRow,
  { mandate, consented }: ConfirmOptions,
): Promise<string> {
  if (mandate || consented) return (await makeMandate(call, method, mandate)).id;
  throw invalidRequest(
    'This SetupIntent requires a mandate, but no existing mandate was found. Collect mandate acceptance from the customer ' +
      'and try again, providing acceptance data in the mandate_data parameter.',
    { param: 'mandate_data', about: { setup_intent: viewOf(intent, call.key) } },
  );
}

/** Asks for the set-up, and does what follows. */
function setUp(
  call: Call,
  intent: SetupIntent,
  method: PaymentMethodRow,
  options: ConfirmOptions,
): Promise<SetupIntent> {
  const { type } = method;
  const result = methods.of(type).setUp(method, {
    authenticated: false,
    options: optionsForAttempt(type, intent.payment_method_options, options.methodOptions),
  });
  switch (result.end) {
    case 'asks':
      return ask(call, intent, method, options);
    case 'failed':
      return fail(call, intent, method, { ...result.error, type: 'card_error' }, result.details);
    case 'succeeded':
      return succeed(call, intent, method, result.details);
  }
}

async function ask(
  call: Call,
  intent: SetupIntent,
  method: PaymentMethodRow,
  { useSdk, returnUrl }: ConfirmOptions,
): Promise<SetupIntent> {
  const action = await startAuthentication(call, {
    intent: 'setup_intent',
    intentId: intent.id,
    paymentMethodId: method.id,
    forPayment: {},
    useSdk,
    returnUrl,
    origin: call.origin,
  });
  const after: SetupIntent = { ...intent, next_action: { ...action }, status: 'requires_action' };
  call.outbox.emit('setup_intent.requires_action', after);
  return after;
}
