import type { TestAccount, TestAccounts } from '../../../../src/contract/test-accounts.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { ReadScope } from '../token-kind.js';
import type { StoredAccount } from './stored-account.js';

/** One kind of national account numbers, and the parameters that hold them. */
export interface AccountNumbers {
  accounts: TestAccounts;
  bankCode: {
    /** `us_bank_account[routing_number]` */
    param: string;
    /** Its name in errors: `routing number`. */
    name: string;
    isValid(digits: string): boolean;
  };
  account: {
    /** `us_bank_account[account_number]` */
    param: string;
    /** Tells whether an account of the country can have it. */
    isValid(digits: string): boolean;
  };
}

type Scope = Pick<ReadScope, 'accountId' | 'secrets'>;

/**
 * Turns the numbers that were typed into the data that may be stored. The account number stays in this file.
 * Spaces and dashes in them are ignored.
 *
 * @throws ApiError 400 `routing_number_invalid` or `account_number_invalid` for a number that no bank or
 * account can have, or that is not of the test bank or a test account. The error never repeats it.
 */
export function readAccount(
  { accounts, bankCode, account }: AccountNumbers,
  typed: { bankCode: string; account: string },
  scope: Scope,
): StoredAccount {
  const [bank, number] = [compact(typed.bankCode), compact(typed.account)];
  if (!bankCode.isValid(bank)) throw invalidBank(`The ${bankCode.name} is invalid.`, bankCode.param);
  if (!account.isValid(number)) throw invalidAccount('The account number is invalid.', account.param);
  if (bank !== accounts.bankCode) {
    throw invalidBank(
      `In test mode there is only one bank, with the ${bankCode.name} ${accounts.bankCode}.`,
      bankCode.param,
    );
  }
  const testAccount = accounts.numbered(number);
  if (!testAccount) throw invalidAccount(NOT_A_TEST_ACCOUNT, account.param);
  return storedAccount(accounts, testAccount, scope);
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

const compact = (text: string) => text.replace(/[\s-]/g, '');

const invalidBank = (message: string, param: string) =>
  invalidRequest(message, { code: 'routing_number_invalid', param });

const invalidAccount = (message: string, param: string) =>
  invalidRequest(message, { code: 'account_number_invalid', param });

const NOT_A_TEST_ACCOUNT =
  'You must use a test bank account number in test mode. For a list, visit: docs/test-cards.md';
