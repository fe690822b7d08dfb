import type Stripe from 'stripe';
import { ask, optionsForAttempt, type Question } from '../../intents/index.js';
import type { Work } from '../../kernel/scope.js';
import { methods, type OptionsByType, type PaymentContext } from '../../methods/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';
import { conclude } from './conclude.js';
import { payment } from './kind.js';

type PaymentIntent = Stripe.PaymentIntent;

/** How an intent is to be paid. */
export interface AttemptOptions
  extends Question,
    Pick<PaymentContext, 'authenticated' | 'errorOnAction' | 'mandate' | 'offSession'> {
  /** Options by type that are given for this attempt. */
  methodOptions: OptionsByType;
}

/**
 * Tries to pay an intent with a payment method, and tells of it. Saving the intent that comes back is left to the caller; it
 * has a `last_payment_error` if, and only if, the attempt failed.
 */
export async function attempt(
  work: Work,
  before: PaymentIntent,
  saved: PaymentMethodRow,
  options: AttemptOptions,
): Promise<PaymentIntent> {
  const intent = { ...before, last_payment_error: null, next_action: null, payment_method: saved.id };
  const method = { ...saved, details: { ...saved.details, ...options.forPayment } };
  const result = methods.of(method.type).pay(method, contextOf(intent, method, options));
  return result.end === 'asks'
    ? ask(work, payment, intent, method, options)
    : conclude(work, intent, method, result);
}

/** Goes on with a payment whose cardholder was asked, and passed. */
export async function attemptAuthenticated(
  work: Work,
  intent: PaymentIntent,
  method: PaymentMethodRow,
): Promise<PaymentIntent> {
  const context = contextOf(intent, method, ASKED);
  const result = methods.of(method.type).pay(method, context);
  if (result.end !== 'asks') return conclude(work, intent, method, result);
  throw new Error(`The holder of ${method.id} was asked for ${intent.id} already.`);
}

const ASKED = {
  authenticated: true,
  errorOnAction: false,
  mandate: null,
  methodOptions: {},
  offSession: false,
};

const contextOf = (
  intent: PaymentIntent,
  { type }: PaymentMethodRow,
  { authenticated, errorOnAction, mandate, methodOptions, offSession }: Omit<AttemptOptions, keyof Question>,
): PaymentContext => ({
  amount: intent.amount,
  authenticated,
  capturesLater: intent.capture_method === 'manual',
  errorOnAction,
  mandate,
  offSession,
  options: optionsForAttempt(type, intent.payment_method_options, methodOptions),
});
