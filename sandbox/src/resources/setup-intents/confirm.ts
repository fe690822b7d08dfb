import type Stripe from 'stripe';
import { behaviourOf } from '../../../../src/contract/test-cards.js';
import { startAuthentication } from '../../issuer/authentications.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Call } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { declineError } from '../../methods/card/declines.js';
import type { ThreeDSecure } from '../../methods/card/issuer-answer.js';
import { authenticationOf, type RequestedAuthentication } from '../../methods/card/three-d-secure.js';
import { type Consent, makeMandate } from '../mandates/mandates.js';
import type { PaymentMethodRow } from '../payment-methods/object.js';
import { findOrMakePaymentMethod, refuseConsumed } from '../payment-methods/store.js';
import { beginAttempt } from '../setup-attempts/attempts.js';
import { fail, giveUp, succeed } from './finish.js';
import { checkMethod } from './method-types.js';
import { unexpectedState, viewOf } from './view.js';

type SetupIntent = Stripe.SetupIntent;
type SavedCard = NonNullable<PaymentMethodRow['card']>;

/** What a confirm brings beside the payment method. */
export interface ConfirmOptions {
  mandate: Consent | null | undefined;
  /** The page that the details come from has asked for consent. */
  consented: boolean;
  /** A call or mail order: nobody can be asked. */
  moto: boolean;
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
  const mandate = method.card ? null : await mandateOf(call, before, method, options);
  const attempt = await beginAttempt(call, before, method);
  const intent: SetupIntent = {
    ...before,
    last_setup_error: null,
    latest_attempt: attempt.id,
    mandate,
    next_action: null,
    payment_method: method.id,
  };
  return method.card
    ? setUpCard(call, intent, method, method.card, options)
    : succeed(call, intent, method, null);
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

async function setUpCard(
  call: Call,
  intent: SetupIntent,
  method: PaymentMethodRow,
  card: SavedCard,
  options: ConfirmOptions,
): Promise<SetupIntent> {
  const need = options.moto ? null : needOf(intent, method, card);
  if (need === 'challenge') return ask(call, intent, method, card, options);
  if (need === 'look_up_fails') return refuse(call, intent, method, 'generic_decline', null);
  const { decline } = behaviourOf(card.testCard);
  // A code that was not sent can't be wrong.
  const refused = decline !== undefined && (decline !== 'incorrect_cvc' || card.cvcProvided);
  return refused ? refuse(call, intent, method, decline, need) : succeed(call, intent, method, need);
}

const needOf = (intent: SetupIntent, { setUp }: PaymentMethodRow, card: SavedCard) =>
  authenticationOf(card, {
    offSession: false,
    setUp,
    requested: (intent.payment_method_options?.card?.request_three_d_secure ??
      'automatic') as RequestedAuthentication,
  });

function refuse(
  work: Work,
  intent: SetupIntent,
  method: PaymentMethodRow,
  decline: Parameters<typeof declineError>[0],
  threeDSecure: ThreeDSecure | null,
): Promise<SetupIntent> {
  const { code, decline_code, message, param } = declineError(decline).body.error;
  const error = {
    ...(code && { code }),
    ...(decline_code && { decline_code }),
    message,
    ...(param && { param }),
  };
  return fail(work, intent, method, { ...error, type: 'card_error' }, threeDSecure);
}

async function ask(
  call: Call,
  intent: SetupIntent,
  method: PaymentMethodRow,
  card: SavedCard,
  { useSdk, returnUrl }: ConfirmOptions,
): Promise<SetupIntent> {
  const action = await startAuthentication(call, {
    intent: 'setup_intent',
    intentId: intent.id,
    paymentMethodId: method.id,
    cvcProvided: card.cvcProvided,
    useSdk,
    returnUrl,
    origin: call.origin,
  });
  const after: SetupIntent = { ...intent, next_action: { ...action }, status: 'requires_action' };
  call.outbox.emit('setup_intent.requires_action', after);
  return after;
}
