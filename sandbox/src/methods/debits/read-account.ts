import { type AccountNumbers, findAccount } from '../../../../src/contract/account-numbers.js';
import type { TestAccount, TestAccounts } from '../../../../src/contract/test-accounts.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { ReadScope } from '../token-kind.js';
import type { StoredAccount } from './stored-account.js';

type Scope = Pick<ReadScope, 'accountId' | 'secrets'>;

/**
 * Turns the numbers that were typed into the data that may be stored. The account number stays in this file.
 *
 * @throws ApiError 400 `routing_number_invalid` or `account_number_invalid` for a number that no bank or
 * account can have, or that is not of the test bank or a test account. The error never repeats it.
 */
export function readAccount(
  numbers: AccountNumbers,
  typed: { bankCode: string; account: string },
  scope: Scope,
): StoredAccount {
  const found = findAccount(numbers, typed);
  if ('account' in found) return storedAccount(numbers.accounts, found.account, scope);
  const { message, ...details } = found.error;
  throw invalidRequest(message, details);
}

/** Returns the data that may be stored of a test account. */
export const storedAccount = (
  { bankCode }: TestAccounts,
  { number, name }: TestAccount,
  { accountId, secrets }: Scope,
): StoredAccount => ({
  last4: number.slice(-4),
  fingerprint: secrets.bankFingerprint(accountId, `${bankCode}${number}`),
  testAccount: name,
});
