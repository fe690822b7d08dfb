import type { ErrorCode } from './errors.js';
import { TEST_DEPOSITS } from './test-us-accounts.js';

/** What a holder has read in the statement after a microdeposit: the code, or both amounts in cents. */
export type DepositAnswer = { code: string } | { amounts: readonly number[] };

/** Number of wrong answers to microdeposits, by their kind. */
export interface WrongAnswers {
  amounts: number;
  codes: number;
}

/** The reason why microdeposits did not verify an account. */
export interface DepositError {
  code: ErrorCode;
  message: string;
}

/** What an answer comes to. `again`: its holder may try again. `failed`: the account can no longer be verified. */
export type DepositCheck =
  | { end: 'verified' }
  | { end: 'again' | 'failed'; wrong: WrongAnswers; error: DepositError };

export const NONE_WRONG: WrongAnswers = { amounts: 0, codes: 0 };

/**
 * Email of a holder whose bank shows two amounts in place of a code: `jenny+amounts@example.com`. The public testing
 * reference names no test data for it.
 */
const AMOUNTS = /\+amounts@/;

/** Returns what the holder with this email reads in the statement. */
export const depositTypeOf = (email: string | null): 'amounts' | 'descriptor_code' =>
  AMOUNTS.test(email ?? '') ? 'amounts' : 'descriptor_code';

/** Time after which the bank sends microdeposits back that it can't book. */
export const BOUNCE_AFTER_SECONDS = 2;

/** Tries that a holder has, by the kind of answer: the public guide to ACH Direct Debit. */
const TRIES: WrongAnswers = { amounts: 3, codes: 10 };

export const EXCEEDED = {
  code: 'payment_method_microdeposit_verification_attempts_exceeded',
  message:
    'The number of allowed verification attempts has been exceeded: this bank account can no longer be verified.',
} as const satisfies DepositError;

export const BOUNCED = {
  code: 'payment_method_microdeposit_failed',
  message:
    'Microdeposits could not be sent to the bank account. Check its numbers, or use another payment method.',
} as const satisfies DepositError;

const TIMEOUT = {
  code: 'payment_method_microdeposit_verification_timeout',
  message: 'The microdeposits were not verified in time. Use another payment method.',
} as const satisfies DepositError;

/** Tells whether a holder has no try left. */
export const isExhausted = ({ amounts, codes }: WrongAnswers): boolean =>
  amounts >= TRIES.amounts || codes >= TRIES.codes;

/**
 * Compares an answer with the microdeposits of test mode. Both kinds of answer are taken, because both have
 * test values.
 *
 * @param before The wrong answers before this one.
 */
export function checkDeposits(before: WrongAnswers, answer: DepositAnswer): DepositCheck {
  if (matches(answer, TEST_DEPOSITS.verified)) return { end: 'verified' };
  if (matches(answer, TEST_DEPOSITS.timeout)) return { end: 'failed', wrong: before, error: TIMEOUT };
  const kind = 'code' in answer ? 'codes' : 'amounts';
  const isLast = matches(answer, TEST_DEPOSITS.attemptsExceeded);
  const wrong = { ...before, [kind]: isLast ? TRIES[kind] : before[kind] + 1 };
  return isExhausted(wrong)
    ? { end: 'failed', wrong, error: EXCEEDED }
    : { end: 'again', wrong, error: mismatch(kind, TRIES[kind] - wrong[kind]) };
}

function matches(answer: DepositAnswer, value: { amounts: readonly number[]; code: string }): boolean {
  if ('code' in answer) return answer.code.toUpperCase() === value.code;
  // A statement need not show them in the order in which they were sent.
  return [...answer.amounts].sort((a, b) => a - b).join() === value.amounts.join();
}

const mismatch = (kind: keyof WrongAnswers, left: number): DepositError => ({
  code:
    kind === 'codes'
      ? 'payment_method_microdeposit_verification_descriptor_code_mismatch'
      : 'payment_method_microdeposit_verification_amounts_mismatch',
  message: `${
    kind === 'codes'
      ? 'The code does not match the one that was sent to the bank account.'
      : 'The amounts do not match those that were sent to the bank account.'
  } ${left === 1 ? '1 attempt is' : `${left} attempts are`} left.`,
});

/**
 * Returns the time at which microdeposits arrive, in seconds since the epoch: the second day on which banks are open.
 */
export function arrivalOf(now: Date): number {
  const day = new Date(now);
  for (let open = 0; open < 2; ) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (day.getUTCDay() % 6 !== 0) open += 1;
  }
  return Math.floor(day.getTime() / 1000);
}
