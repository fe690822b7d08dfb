import type Stripe from 'stripe';
import type { Decline } from '../../../../src/contract/declines.js';
import { declineError } from './declines.js';

/** Why a card was refused: by the issuer, for want of the cardholder, or as too risky. */
export type Refusal = Decline | keyof typeof WITHOUT_ISSUER;

export interface DeclineError {
  code: string;
  decline_code?: string;
  message: string;
  param?: string;
}

const WITHOUT_ISSUER = {
  authentication_not_handled: {
    code: 'authentication_required',
    message:
      'This payment required an authentication action to complete, but `error_on_requires_action` was set. Leave it ' +
      'out, and handle the next action in the browser.',
  },
  authentication_required: {
    code: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
  },
  fraudulent: { code: 'card_declined', message: 'Your card was declined.' },
};

/** What the merchant is told of a refusal. */
export function errorOf(refusal: Refusal): DeclineError {
  if (isWithoutIssuer(refusal)) return { ...WITHOUT_ISSUER[refusal], decline_code: refusal };
  const { code = 'card_declined', decline_code, message, param } = declineError(refusal).body.error;
  return { code, ...(decline_code && { decline_code }), message, ...(param && { param }) };
}

const isWithoutIssuer = (refusal: Refusal): refusal is keyof typeof WITHOUT_ISSUER =>
  refusal in WITHOUT_ISSUER;

/** What an intent keeps of a payment that was refused. */
export const paymentError = (
  error: DeclineError,
  charge: string,
  method: Stripe.PaymentMethod,
): Stripe.PaymentIntent.LastPaymentError => ({
  charge,
  ...error,
  payment_method: method,
  type: 'card_error',
});
