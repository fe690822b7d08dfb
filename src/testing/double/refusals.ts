import type { WireError } from '../../wire/index.js';

/** Why the in-memory API refuses a request. */
export class Refusal extends Error {
  constructor(readonly error: WireError) {
    super(error.message);
  }
}

export const invalidRequest = (message: string, details: Partial<WireError> = {}): Refusal =>
  new Refusal({ type: 'invalid_request_error', message, ...details });

export const cardError = (message: string, details: Partial<WireError>): Refusal =>
  new Refusal({ type: 'card_error', message, ...details });

type Reason = Pick<WireError, 'code' | 'decline_code' | 'message' | 'param'>;

const declined = (decline_code: string, message = 'Your card was declined.'): Reason => ({
  code: 'card_declined',
  decline_code,
  message,
});

/** What a page is told of an issuer's reasons, in the words of the sandbox. */
const REASONS: Record<string, Reason> = {
  insufficient_funds: declined('insufficient_funds', 'Your card has insufficient funds.'),
  card_velocity_exceeded: declined(
    'card_velocity_exceeded',
    'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
  ),
  expired_card: { code: 'expired_card', message: 'Your card has expired.', param: 'exp_month' },
  incorrect_cvc: { code: 'incorrect_cvc', message: "Your card's security code is incorrect.", param: 'cvc' },
  processing_error: {
    code: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
  },
};

/** The error for an issuer's refusal. */
export const declineError = (decline: string): WireError => ({
  type: 'card_error',
  ...(REASONS[decline] ?? declined(decline)),
});
