import type Stripe from 'stripe';
import {
  ask,
  awaitDeposits,
  keepForLater,
  optionsForAttempt,
  payElsewhere,
  type Question,
} from '../../intents/index.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { methods, type OptionsByType, type PaymentContext, type PaymentResult } from '../../methods/index.js';
import { type ChargeTerms, insertCharge } from '../charges/index.js';
import { chargeFailed, chargePaid } from '../charging/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';
import { failed, paymentError } from './fail.js';
import { payment } from './kind.js';
import { settlement } from './settle.js';

type PaymentIntent = Stripe.PaymentIntent;

/** Settings of an attempt to pay an intent. */
export interface AttemptOptions
  extends Question,
    Pick<PaymentContext, 'authenticated' | 'errorOnAction' | 'mandate' | 'offSession'> {
  /** Options by type, given for this attempt. */
  methodOptions: OptionsByType;
}

/**
 * Tries to pay an intent with a payment method, and emits the events. The caller saves the returned intent;
 * it has a `last_payment_error` if, and only if, the attempt failed.
 */
export async function attempt(
  work: Work,
  before: PaymentIntent,
  saved: PaymentMethodRow,
  options: AttemptOptions,
): Promise<PaymentIntent> {
  const intent = { ...before, last_payment_error: null, next_action: null, payment_method: saved.id };
  const method = { ...saved, details: { ...saved.details, ...options.forPayment } };
  const result = methods.of(method.type).pay(method, contextOf(work, intent, method, options));
  switch (result.end) {
    case 'asks':
      return ask(work, payment, intent, method, options);
    case 'waits':
      return payElsewhere(work, payment, intent, method, result, options);
    case 'deposits':
      return awaitDeposits(work, payment, intent, method, result, options);
    default:
      return conclude(work, intent, method, result);
  }
}

/** Continues a payment whose holder was asked and passed, or has verified their account. */
export async function attemptAuthenticated(
  work: Work,
  intent: PaymentIntent,
  method: PaymentMethodRow,
): Promise<PaymentIntent> {
  const context = contextOf(work, intent, method, ASKED);
  const result = methods.of(method.type).pay(method, context);
  if (!isQuestion(result)) return conclude(work, intent, method, result);
  throw new Error(`The holder of ${method.id} was asked for ${intent.id} already.`);
}

/** Results for which the holder does something first. */
type Asking = Extract<PaymentResult, { end: 'asks' | 'deposits' | 'waits' }>;

const isQuestion = (result: PaymentResult): result is Asking =>
  ['asks', 'deposits', 'waits'].includes(result.end);

const ASKED = {
  authenticated: true,
  errorOnAction: false,
  mandate: null,
  methodOptions: {},
  offSession: false,
};

const contextOf = (
  { now }: Work,
  intent: PaymentIntent,
  { type }: PaymentMethodRow,
  { authenticated, errorOnAction, mandate, methodOptions, offSession }: Omit<AttemptOptions, keyof Question>,
): PaymentContext => ({
  amount: intent.amount,
  now,
  authenticated,
  capturesLater: intent.capture_method === 'manual',
  errorOnAction,
  mandate,
  offSession,
  options: optionsForAttempt(type, intent.payment_method_options, methodOptions),
});

type Result<End extends PaymentResult['end']> = Extract<PaymentResult, { end: End }>;

/** Records the result of an attempt to pay: its charge, the balance and the events. */
async function conclude(
  work: Work,
  intent: PaymentIntent,
  method: PaymentMethodRow,
  result: Exclude<PaymentResult, Asking>,
): Promise<PaymentIntent> {
  if (result.end === 'failed') return fail(work, intent, method, result);
  const { method: kept, details } = await keepForLater(work, intent, method);
  // The charge keeps the details that were charged.
  const charged = { ...kept, details: method.details };
  const shown = { ...result, details: { ...result.details, ...details } };
  return shown.end === 'paid' ? succeed(work, intent, charged, shown) : wait(work, intent, charged, shown);
}

async function succeed(
  work: Work,
  intent: PaymentIntent,
  method: PaymentMethodRow,
  result: Result<'paid'>,
): Promise<PaymentIntent> {
  const charge = await chargePaid(work, termsOf(intent), method, result);
  const after = paidBy(intent, charge);
  const { captured } = charge;
  work.outbox.emit(captured ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated', after);
  return after;
}

const termsOf = (intent: PaymentIntent): ChargeTerms => ({
  ...intent,
  paymentIntent: intent.id,
  source: null,
});

const paidBy = (intent: PaymentIntent, charge: Stripe.Charge): PaymentIntent => ({
  ...intent,
  amount_capturable: charge.captured ? 0 : charge.amount,
  amount_received: charge.amount_captured,
  latest_charge: charge.id,
  status: charge.captured ? 'succeeded' : 'requires_capture',
});

async function wait(
  work: Work,
  intent: PaymentIntent,
  method: PaymentMethodRow,
  { settlesAfterSeconds, outcome, details }: Result<'pending'>,
): Promise<PaymentIntent> {
  const id = newId('ch');
  const charge = await insertCharge(work, termsOf(intent), method, {
    id,
    status: 'pending',
    captured: true,
    outcome,
    details,
  });
  const after: PaymentIntent = { ...intent, latest_charge: id, status: 'processing' };
  work.outbox.emit('charge.pending', charge);
  work.outbox.emit('payment_intent.processing', after);
  if (settlesAfterSeconds !== null) work.outbox.later(settlement, id, settlesAfterSeconds);
  return after;
}

async function fail(
  work: Work,
  intent: PaymentIntent,
  method: PaymentMethodRow,
  result: Result<'failed'>,
): Promise<PaymentIntent> {
  const charge = await chargeFailed(work, termsOf(intent), method, result);
  return failed(work, intent, paymentError(result.error, charge, method), charge.id);
}
