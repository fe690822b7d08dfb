import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { invalidRequest } from '../../kernel/errors.js';
import { type Params, textIn } from '../../kernel/http/form.js';
import { smallestUnits } from '../typed-amount.js';
import { type Payment, paidBy, refundable } from './read.js';

/** Something that a person can do with a payment. */
export interface Action {
  /** The last part of the address of its form. */
  name: 'cancel' | 'capture' | 'refund';
  title: string;
  /** What comes of it, in words. */
  consequence(payment: Payment): string;
  /** Most that can be taken of it, in the smallest unit; `undefined` where no amount is asked for. */
  most?(payment: Payment): number;
  /** Reasons to choose from, as the API names them. */
  reasons: readonly string[];
  isPossible(payment: Payment): boolean;
  /** The route of the API that does it, and what is sent there. */
  request(payment: Payment, form: Params): { path: string; id: string; params: Params };
}

/** States in which a payment can be canceled. */
const CANCELABLE = [
  'requires_action',
  'requires_capture',
  'requires_confirmation',
  'requires_payment_method',
];

export const ACTIONS: readonly Action[] = [
  {
    name: 'refund',
    title: 'Refund',
    consequence: ({ intent }) =>
      `The money goes back to the original payment method. Of this payment, ${money(intent.amount_received, intent.currency)} was received.`,
    most: refundable,
    reasons: ['requested_by_customer', 'duplicate', 'fraudulent'],
    isPossible: (payment) => refundable(payment) > 0,
    request: (payment, form) => ({
      path: '/v1/refunds',
      id: '',
      params: {
        amount: amountIn(form, payment.intent, refundable(payment)),
        charge: paidBy(payment)?.id ?? '',
        ...reasonIn(form),
      },
    }),
  },
  {
    name: 'capture',
    title: 'Capture',
    consequence: () => 'The amount is captured. The rest is released, and can’t be captured later.',
    most: ({ intent }) => intent.amount_capturable,
    reasons: [],
    isPossible: ({ intent }) => intent.status === 'requires_capture',
    request: ({ intent }, form) => ({
      path: '/v1/payment_intents/:id/capture',
      id: intent.id,
      params: { amount_to_capture: amountIn(form, intent, intent.amount_capturable) },
    }),
  },
  {
    name: 'cancel',
    title: 'Cancel',
    consequence: ({ intent }) =>
      intent.status === 'requires_capture'
        ? 'The reserved money is released, and this payment can no longer be paid.'
        : 'This payment can no longer be paid.',
    reasons: ['requested_by_customer', 'duplicate', 'fraudulent', 'abandoned'],
    isPossible: ({ intent }) => CANCELABLE.includes(intent.status),
    request: ({ intent }, form) => ({
      path: '/v1/payment_intents/:id/cancel',
      id: intent.id,
      params: Object.fromEntries(
        Object.entries(reasonIn(form)).map(([, reason]) => ['cancellation_reason', reason]),
      ),
    }),
  },
];

/** @throws ApiError 400 for an amount that is none, or too much. */
function amountIn(form: Params, { currency }: Stripe.PaymentIntent, most: number): string {
  const amount = smallestUnits(textIn(form, 'amount').trim(), currency);
  if (Number(amount) <= most) return amount;
  throw invalidRequest(`That is more than ${money(most, currency)}, which is all that is left.`, {
    param: 'amount',
  });
}

const reasonIn = (form: Params): Params => {
  const reason = textIn(form, 'reason');
  return reason ? { reason } : {};
};
