import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';

/** An intent after an attempt that failed: it waits for another payment method. */
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
