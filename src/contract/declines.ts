import type { ErrorCode } from './errors.js';
import type { Decline } from './test-cards.js';

/** Reason why a card is refused, by its issuer or before the issuer is asked. */
export type DeclineCode =
  | Decline
  | 'authentication_not_handled'
  | 'authentication_required'
  | 'fraudulent'
  | 'live_mode_test_card'
  | 'test_mode_live_card';

/** Fields of a `card_error` for a refusal. */
export interface CardDecline {
  code: ErrorCode;
  /** Present only where `code` does not already give the reason. */
  decline_code?: DeclineCode;
  message: string;
  /** The field that holds the wrong value, if that is the reason. */
  param?: string;
}

const DECLINED = { code: 'card_declined', message: 'Your card was declined.' } as const;

const ERRORS: Record<DeclineCode, CardDecline> = {
  generic_decline: { ...DECLINED, decline_code: 'generic_decline' },
  insufficient_funds: {
    ...DECLINED,
    decline_code: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
  },
  lost_card: { ...DECLINED, decline_code: 'lost_card' },
  stolen_card: { ...DECLINED, decline_code: 'stolen_card' },
  card_velocity_exceeded: {
    ...DECLINED,
    decline_code: 'card_velocity_exceeded',
    message:
      'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
  },
  expired_card: { code: 'expired_card', message: 'Your card has expired.', param: 'exp_month' },
  incorrect_cvc: { code: 'incorrect_cvc', message: "Your card's security code is incorrect.", param: 'cvc' },
  processing_error: {
    code: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
  },
  authentication_not_handled: {
    code: 'authentication_required',
    decline_code: 'authentication_not_handled',
    message:
      'This payment required an authentication action to complete, but `error_on_requires_action` was set. Leave it ' +
      'out, and handle the next action in the browser.',
  },
  authentication_required: {
    code: 'authentication_required',
    decline_code: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
  },
  fraudulent: { ...DECLINED, decline_code: 'fraudulent' },
  live_mode_test_card: {
    ...DECLINED,
    decline_code: 'live_mode_test_card',
    message: 'Your card was declined. Your request was in live mode, but used a known test card.',
    param: 'number',
  },
  test_mode_live_card: {
    ...DECLINED,
    decline_code: 'test_mode_live_card',
    message:
      'Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid ' +
      'test cards, visit: docs/test-cards.md',
    param: 'number',
  },
};

/** Returns the error by which the public API reports a refusal. */
export const cardDecline = (refusal: DeclineCode): CardDecline => ERRORS[refusal];
