import type { Decline } from '../../../../src/contract/test-cards.js';
import { type ApiError, cardError } from '../../kernel/errors.js';

interface Answer {
  code: 'card_declined' | 'expired_card' | 'incorrect_cvc' | 'processing_error';
  message: string;
  /** What was typed wrong, where it is that. */
  param?: string;
}

const DECLINED = { code: 'card_declined', message: 'Your card was declined.' } as const;

/** An issuer's reasons to refuse, as the public API tells them. */
const ANSWERS: Record<Decline, Answer> = {
  generic_decline: DECLINED,
  insufficient_funds: { code: 'card_declined', message: 'Your card has insufficient funds.' },
  lost_card: DECLINED,
  stolen_card: DECLINED,
  card_velocity_exceeded: {
    code: 'card_declined',
    message:
      'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
  },
  expired_card: { code: 'expired_card', message: 'Your card has expired.', param: 'exp_month' },
  incorrect_cvc: { code: 'incorrect_cvc', message: "Your card's security code is incorrect.", param: 'cvc' },
  processing_error: {
    code: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
  },
};

/** The error for an issuer's refusal. */
export function declineError(decline: Decline): ApiError {
  const { code, message, param } = ANSWERS[decline];
  const reason = code === 'card_declined' ? { declineCode: decline } : {};
  return cardError(message, { code, ...reason, ...(param && { param }) });
}
