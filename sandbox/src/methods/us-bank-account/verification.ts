import { TEST_DEPOSITS, usAccounts } from '../../../../src/contract/test-us-accounts.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { DepositAnswer, Deposits, Verification } from '../attempt.js';
import type { Held } from '../method.js';
import type { VerificationOptions } from './params.js';
import type { UsAccount } from './stored-account.js';

/** Tries that a holder has, by the kind of answer: the public guide to ACH Direct Debit. */
const TRIES = { amounts: 3, codes: 10 };

/**
 * Email of a holder whose bank shows two amounts in place of a code: `jenny+amounts@example.com`. The public testing
 * reference names no test data for it.
 */
const AMOUNTS = /\+amounts@/;

const EXCEEDED = {
  code: 'payment_method_microdeposit_verification_attempts_exceeded',
  message:
    'The number of allowed verification attempts has been exceeded: this bank account can no longer be verified.',
} as const;

const TIMEOUT = {
  code: 'payment_method_microdeposit_verification_timeout',
  message: 'The microdeposits were not verified in time. Use another payment method.',
} as const;

/**
 * Returns the microdeposits that an account needs first; `undefined` for one that can be debited.
 *
 * @throws ApiError 400 for an account that can't be verified, or not in the way that the intent asks for.
 */
export function depositsFor(
  { details: account, billingDetails: { email } }: Held<UsAccount>,
  options: VerificationOptions,
): Deposits | undefined {
  const { verification_method: method = 'automatic' } = options;
  if (account.verified || method === 'skip') return undefined;
  if (method === 'instant') {
    throw unverified(
      'This intent verifies bank accounts instantly: use an account that its holder has chosen at their bank, with ' +
        'us_bank_account[financial_connections_account], in place of its numbers.',
    );
  }
  if (isExhausted(account)) throw invalidRequest(EXCEEDED.message, { code: EXCEEDED.code });
  const { bouncesDeposits = false } = usAccounts.behaviourOf(account.testAccount);
  const type = AMOUNTS.test(email ?? '') ? 'amounts' : 'descriptor_code';
  return { end: 'deposits', type, bounces: bouncesDeposits };
}

export const unverified = (message: string) =>
  invalidRequest(message, { code: 'bank_account_unverified', param: 'payment_method' });

const isExhausted = ({ wrong }: UsAccount) => wrong.amounts >= TRIES.amounts || wrong.codes >= TRIES.codes;

/**
 * Compares an answer with the microdeposits of test mode. Both kinds of answer are taken, because both have
 * test values.
 */
export function verify(account: UsAccount, answer: DepositAnswer): Verification<UsAccount> {
  if (matches(answer, TEST_DEPOSITS.verified))
    return { end: 'verified', details: { ...account, verified: true } };
  if (matches(answer, TEST_DEPOSITS.timeout)) return { end: 'failed', details: account, error: TIMEOUT };
  const kind = 'code' in answer ? 'codes' : 'amounts';
  const isLast = matches(answer, TEST_DEPOSITS.attemptsExceeded);
  const wrong = { ...account.wrong, [kind]: isLast ? TRIES[kind] : account.wrong[kind] + 1 };
  const details = { ...account, wrong };
  if (isExhausted(details)) return { end: 'failed', details, error: EXCEEDED };
  return { end: 'again', details, error: mismatch(kind, TRIES[kind] - wrong[kind]) };
}

function matches(answer: DepositAnswer, value: { amounts: readonly number[]; code: string }): boolean {
  if ('code' in answer) return answer.code.toUpperCase() === value.code;
  // A statement need not show them in the order in which they were sent.
  return [...answer.amounts].sort((a, b) => a - b).join() === value.amounts.join();
}

const mismatch = (kind: 'amounts' | 'codes', left: number) => ({
  code:
    kind === 'codes'
      ? ('payment_method_microdeposit_verification_descriptor_code_mismatch' as const)
      : ('payment_method_microdeposit_verification_amounts_mismatch' as const),
  message: `${
    kind === 'codes'
      ? 'The code does not match the one that was sent to the bank account.'
      : 'The amounts do not match those that were sent to the bank account.'
  } ${left === 1 ? '1 attempt is' : `${left} attempts are`} left.`,
});
