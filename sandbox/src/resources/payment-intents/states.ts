import type Stripe from 'stripe';
import type { Cell } from '../../kernel/listing.js';

/** The states of payments in words: those of the API, and those that say what became of the money. */
export const STATES = {
  succeeded: 'Paid',
  refunded: 'Refunded, in whole or in part',
  disputed: 'Disputed',
  declined: 'Declined',
  requires_capture: 'Reserved',
  requires_action: 'Waiting for the customer',
  processing: 'On its way',
  requires_payment_method: 'Not paid yet',
  requires_confirmation: 'Not confirmed yet',
  canceled: 'Canceled',
};

/** Says in words how a payment stands. */
export function stateOf({ last_payment_error: error, status }: Stripe.PaymentIntent): Cell {
  if (error && status === 'requires_payment_method') return { text: STATES.declined, bad: true };
  return Object.hasOwn(STATES, status) ? STATES[status as keyof typeof STATES] : status;
}
