import type Stripe from 'stripe';
import { startAuthentication } from '../../issuer/authentications.js';
import type { Work } from '../../kernel/scope.js';
import { type CardMethod, pay, refuse } from '../../methods/card/payment.js';
import {
  AUTHENTICATED,
  authenticationOf,
  type RequestedAuthentication,
} from '../../methods/card/three-d-secure.js';
import { type AccountMethod, startDebit } from '../../methods/sepa-debit/debit.js';
import type { PaymentMethodRow } from '../payment-methods/object.js';

type PaymentIntent = Stripe.PaymentIntent;

/** How an intent is to be paid. */
export interface AttemptOptions {
  /** The cardholder is away, and can't be asked. */
  offSession: boolean;
  /** A call or mail order: nobody can be asked. */
  moto: boolean;
  /** The cardholder was asked already, and passed. */
  authenticated: boolean;
  /** Fails instead of asking the cardholder. */
  errorOnAction: boolean;
  /** The page shows the bank's page itself. */
  useSdk: boolean;
  returnUrl: string | null;
  /** Of the platform, where the bank's page is. */
  origin: string;
  /** The consent of an account's holder to this debit; nothing where it was given with an earlier one. */
  mandate: string | null;
}

/**
 * Tries to pay an intent with a payment method, and tells of it. Saving the intent that comes back is left to the caller; it
 * has a `last_payment_error` if, and only if, the attempt failed.
 */
export async function attempt(
  work: Work,
  before: PaymentIntent,
  method: PaymentMethodRow,
  options: AttemptOptions,
): Promise<PaymentIntent> {
  const intent = { ...before, last_payment_error: null, next_action: null, payment_method: method.id };
  if (hasCard(method)) return attemptCard(work, intent, method, options);
  if (hasAccount(method)) return startDebit(work, intent, method, options.mandate);
  throw new Error(`The payment method ${method.id} has neither a card nor an account.`);
}

const hasCard = (method: PaymentMethodRow): method is CardMethod => method.card !== null;
const hasAccount = (method: PaymentMethodRow): method is AccountMethod => method.bankAccount !== null;

async function attemptCard(
  work: Work,
  intent: PaymentIntent,
  method: CardMethod,
  options: AttemptOptions,
): Promise<PaymentIntent> {
  const { offSession, errorOnAction } = options;
  if (options.authenticated) return pay(work, intent, method, AUTHENTICATED);
  const requested = (intent.payment_method_options?.card?.request_three_d_secure ??
    'automatic') as RequestedAuthentication;
  const need = options.moto
    ? null
    : authenticationOf(method.card, { offSession, setUp: method.setUp, requested });
  if (need === 'look_up_fails') return refuse(work, intent, method, 'generic_decline');
  if (need !== 'challenge') return pay(work, intent, method, need);
  if (offSession) return refuse(work, intent, method, 'authentication_required');
  if (errorOnAction) return refuse(work, intent, method, 'authentication_not_handled');
  return ask(work, intent, method, options);
}

async function ask(
  work: Work,
  intent: PaymentIntent,
  method: CardMethod,
  { useSdk, returnUrl, origin }: AttemptOptions,
): Promise<PaymentIntent> {
  const action = await startAuthentication(work, {
    intent: 'payment_intent',
    intentId: intent.id,
    paymentMethodId: method.id,
    cvcProvided: method.card.cvcProvided,
    useSdk,
    returnUrl,
    origin,
  });
  const after: PaymentIntent = { ...intent, next_action: { ...action }, status: 'requires_action' };
  work.outbox.emit('payment_intent.requires_action', after);
  return after;
}
