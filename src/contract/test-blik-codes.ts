import type { ErrorCode } from './errors.js';

/** The way in which a payer's bank answers to a BLIK code: `accepted`, or the reason why it does not pay. */
export type BlikAnswer = 'accepted' | 'no_answer' | BlikDecline;

/** Reasons of a bank, by the public list of decline codes. */
export type BlikDecline =
  | 'code_expired'
  | 'code_invalid'
  | 'customer_declined'
  | 'insufficient_funds'
  | 'payment_limit_exceeded';

/**
 * Codes that stand for an answer. Every other code is accepted. The public testing reference has none: these are
 * Payframe's own.
 */
export const blikCodes: { code: string; answer: BlikAnswer }[] = [
  { code: '100001', answer: 'customer_declined' },
  { code: '100002', answer: 'insufficient_funds' },
  { code: '100003', answer: 'payment_limit_exceeded' },
  { code: '100004', answer: 'code_expired' },
  { code: '100005', answer: 'code_invalid' },
  { code: '100006', answer: 'no_answer' },
];

/** Returns how the bank answers to a code of six digits. */
export const blikAnswerTo = (code: string): BlikAnswer =>
  blikCodes.find((known) => known.code === code)?.answer ?? 'accepted';

/** Time in which a payer has to agree in the app of their bank. */
const BLIK_SECONDS = 60;
/** Time that a payer takes to agree or to decline. */
const ANSWERS_AFTER_SECONDS = 2;

/** Returns the time after which it is known how the bank answers, in seconds. */
export const blikAnswersAfterSeconds = (answer: BlikAnswer): number =>
  answer === 'no_answer' ? BLIK_SECONDS : ANSWERS_AFTER_SECONDS;

/** The shape of a code: the six digits of a banking app. */
export const BLIK_CODE = /^\d{6}$/;

/** The reason why a payment by BLIK failed, as an intent keeps it. */
export interface BlikError {
  code: ErrorCode;
  decline_code?: BlikDecline;
  message: string;
}

const MESSAGES: Record<BlikDecline, string> = {
  code_expired: 'The BLIK code has expired. Ask the customer for a new one.',
  code_invalid: 'The BLIK code is not valid. Ask the customer for a new one.',
  customer_declined: 'The customer declined the payment in the app of their bank.',
  insufficient_funds: 'The account has insufficient funds to cover this payment.',
  payment_limit_exceeded: 'The payment exceeds the limit that the customer has for BLIK.',
};

/** Returns the error of an answer; `undefined` where it is accepted. */
export function blikError(answer: BlikAnswer): BlikError | undefined {
  if (answer === 'accepted') return undefined;
  if (answer !== 'no_answer') {
    return {
      code: 'payment_intent_payment_attempt_failed',
      decline_code: answer,
      message: MESSAGES[answer],
    };
  }
  return {
    code: 'payment_intent_payment_attempt_expired',
    message: `The customer did not agree in the app of their bank within ${BLIK_SECONDS} seconds. Ask for a new BLIK code.`,
  };
}
