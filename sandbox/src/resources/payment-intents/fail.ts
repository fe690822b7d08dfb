import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';
import type { AttemptError } from '../../methods/index.js';
import { type PaymentMethodRow, paymentMethodObject } from '../payment-methods/index.js';

/** Returns an intent after a failed attempt: it waits for another payment method. */
export function failed(
  work: Work,
  intent: Stripe.PaymentIntent,
  error: Stripe.PaymentIntent.LastPaymentError,
  chargeId: string | null,
): Stripe.PaymentIntent {
  const after: Stripe.PaymentIntent = {
    ...intent,
    last_payment_error: error,
    latest_charge: chargeId ?? intent.latest_charge,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  };
  work.outbox.emit('payment_intent.payment_failed', after);
  return after;
}

/** Returns the error of a failed payment, as an intent keeps it. */
export const paymentError = (
  error: AttemptError,
  { id }: Stripe.Charge,
  method: PaymentMethodRow,
): Stripe.PaymentIntent.LastPaymentError => ({
  charge: id,
  ...error,
  payment_method: paymentMethodObject(method),
  type: 'card_error',
});
