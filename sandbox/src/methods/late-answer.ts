import type { AttemptError, Settlement } from './attempt.js';
import { AUTHORISED } from './holder-answer.js';

/** The details of an attempt about which a bank decides after its holder has agreed. */
interface Late {
  late?: 'fail_later' | 'succeed_later';
}

/** Returns the details of an attempt that keep how its bank decides later. */
export const decidedLater = (late: NonNullable<Late['late']>): Late => ({ late });

export const isDecidedLater = (details: object): boolean => (details as Late).late !== undefined;

/** Time that a bank takes to decide. */
export const DECIDES_AFTER_SECONDS = 2;

/** Returns how a bank decides about a payment whose holder has agreed. */
export const decision = (details: object): Settlement =>
  (details as Late).late === 'fail_later'
    ? {
        end: 'failed',
        error: REFUSED,
        outcome: {
          ...AUTHORISED,
          network_status: 'declined_by_network',
          seller_message: REFUSED.message,
          type: 'issuer_declined',
        },
      }
    : { end: 'paid' };

const REFUSED: AttemptError = {
  code: 'payment_intent_payment_attempt_failed',
  message: 'The payment failed: the customer had agreed, but their bank or wallet has not paid.',
};

/** The error of a payment whose holder has let the time to pay pass. */
export const EXPIRED: AttemptError = {
  code: 'payment_intent_payment_attempt_expired',
  message: 'The customer has not paid in time. Ask them to try again, or to use another payment method.',
};
