import {
  checkDeposits,
  type DepositAnswer,
  depositTypeOf,
  EXCEEDED,
  isExhausted,
} from '../../../../src/contract/microdeposits.js';
import { usAccounts } from '../../../../src/contract/test-us-accounts.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Deposits, Verification } from '../attempt.js';
import type { Held } from '../method.js';
import type { VerificationOptions } from './params.js';
import type { UsAccount } from './stored-account.js';

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
  if (isExhausted(account.wrong)) throw invalidRequest(EXCEEDED.message, { code: EXCEEDED.code });
  const { bouncesDeposits = false } = usAccounts.behaviourOf(account.testAccount);
  return { end: 'deposits', type: depositTypeOf(email), bounces: bouncesDeposits };
}

export const unverified = (message: string) =>
  invalidRequest(message, { code: 'bank_account_unverified', param: 'payment_method' });

/** Compares an answer with the microdeposits of test mode. */
export function verify(account: UsAccount, answer: DepositAnswer): Verification<UsAccount> {
  const check = checkDeposits(account.wrong, answer);
  if (check.end === 'verified') return { end: 'verified', details: { ...account, verified: true } };
  const { end, wrong, error } = check;
  return { end, details: { ...account, wrong }, error };
}
