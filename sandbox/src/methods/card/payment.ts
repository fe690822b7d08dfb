import type Stripe from 'stripe';
import { keepForLater } from '../../intents/future-usage.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { cardDetails, insertCharge } from '../../resources/charges/charges.js';
import { disputeIfTold, earn } from '../../resources/charges/earn.js';
import { failed } from '../../resources/payment-intents/fail.js';
import { type PaymentMethodRow, paymentMethodObject } from '../../resources/payment-methods/object.js';
import { type CardOutcome, chargeCard, refuseUnasked, type ThreeDSecure } from './issuer-answer.js';
import { errorOf, paymentError, type Refusal } from './refusals.js';
import type { StoredCard } from './stored-card.js';

type PaymentIntent = Stripe.PaymentIntent;

/** A payment method that has a card. */
export type CardMethod = PaymentMethodRow & { card: StoredCard };

/** Asks the issuer for the money, now that nothing is wanted of the cardholder any more. */
export async function pay(
  work: Work,
  intent: PaymentIntent,
  method: CardMethod,
  threeDSecure: ThreeDSecure | null,
): Promise<PaymentIntent> {
  const result = chargeCard(method.card, method.billingDetails.address);
  if (result.refusal) return fail(work, intent, method, result.refusal, result, threeDSecure);
  const kept = await keepForLater(work, intent, method);
  const charge = await succeed(work, intent, { ...method, ...kept, card: method.card }, result, threeDSecure);
  const after = paidBy(intent, charge);
  work.outbox.emit(
    charge.captured ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated',
    after,
  );
  return after;
}

/** Has a payment fail for which the cardholder would have to be asked. */
export function refuse(
  work: Work,
  intent: PaymentIntent,
  method: CardMethod,
  refusal: Refusal,
): Promise<PaymentIntent> {
  const result = refuseUnasked(method.card, refusal, method.billingDetails.address);
  return fail(work, intent, method, refusal, result, null);
}

async function succeed(
  work: Work,
  intent: PaymentIntent,
  method: CardMethod,
  { outcome, checks }: CardOutcome,
  threeDSecure: ThreeDSecure | null,
): Promise<Stripe.Charge> {
  const id = newId('ch');
  const captured = !capturesLater(intent);
  const transaction = captured ? await earn(work, id, intent, method.card) : undefined;
  const charge = await insertCharge(work, intent, method, {
    id,
    status: 'succeeded',
    captured,
    ...(transaction && { balanceTransaction: transaction }),
    outcome,
    details: cardDetails(method.card, intent.amount, { checks, threeDSecure, approved: true }),
  });
  work.outbox.emit('charge.succeeded', charge);
  return captured ? disputeIfTold(work, charge, method.card) : charge;
}

const capturesLater = ({ capture_method, payment_method_options }: PaymentIntent) =>
  (payment_method_options?.card?.capture_method ?? capture_method) === 'manual';

const paidBy = (intent: PaymentIntent, charge: Stripe.Charge): PaymentIntent => ({
  ...intent,
  amount_capturable: charge.captured ? 0 : charge.amount,
  amount_received: charge.amount_captured,
  latest_charge: charge.id,
  status: charge.captured ? 'succeeded' : 'requires_capture',
});

async function fail(
  work: Work,
  intent: PaymentIntent,
  method: CardMethod,
  refusal: Refusal,
  { outcome, checks }: CardOutcome,
  threeDSecure: ThreeDSecure | null,
): Promise<PaymentIntent> {
  const error = errorOf(refusal);
  const charge = await insertCharge(work, intent, method, {
    id: newId('ch'),
    status: 'failed',
    captured: false,
    failure: error,
    outcome,
    details: cardDetails(method.card, intent.amount, { checks, threeDSecure, approved: false }),
  });
  work.outbox.emit('charge.failed', charge);
  return failed(work, intent, paymentError(error, charge.id, paymentMethodObject(method)), charge.id);
}
