import type Stripe from 'stripe';
import type { PaymentContext, PaymentResult } from './attempt.js';

/** The outcome of a payment that its holder has agreed to. */
export const AUTHORISED: Stripe.Charge.Outcome = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: null,
  risk_level: 'not_assessed',
  seller_message: 'Payment complete.',
  type: 'authorized',
};

const NOT_ASKED: Stripe.Charge.Outcome = {
  ...AUTHORISED,
  network_status: 'not_sent_to_network',
  reason: 'authentication_required',
  seller_message: 'The customer was not there to agree.',
  type: 'invalid',
};

/** Returns the failure of a payment whose holder has to agree, but can't be asked. */
export const unasked = (
  name: string,
  { errorOnAction }: Pick<PaymentContext, 'errorOnAction'>,
): Omit<Extract<PaymentResult, { end: 'failed' }>, 'details'> => ({
  end: 'failed',
  outcome: NOT_ASKED,
  error: {
    code: 'authentication_required',
    message: errorOnAction
      ? `${name} needs the customer’s agreement outside of this page, but \`error_on_requires_action\` was set. Leave it ` +
        'out, and confirm the payment while the customer is there.'
      : `${name} needs the customer’s agreement, and an off-session payment has no customer to ask. Confirm the payment ` +
        'while the customer is there, or use a payment method that was saved.',
  },
});
