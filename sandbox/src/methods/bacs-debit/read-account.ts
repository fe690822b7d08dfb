import { bacsAccounts } from '../../../../src/contract/test-bacs-accounts.js';
import { invalidRequest } from '../../kernel/errors.js';
import { readAccount } from '../debits/read-account.js';
import type { StoredAccount } from '../debits/stored-account.js';
import type { ReadScope } from '../token-kind.js';

/**
 * The rules of UK account numbers: six digits of the sort code, eight of the account. Which numbers a bank gives
 * out (the modulus check of Vocalink) is not checked, because test mode takes only test accounts.
 */
const NUMBERS = {
  accounts: bacsAccounts,
  bankCode: {
    param: 'bacs_debit[sort_code]',
    name: 'sort code',
    isValid: (digits: string) => /^\d{6}$/.test(digits),
  },
  account: {
    param: 'bacs_debit[account_number]',
    isValid: (digits: string) => /^\d{8}$/.test(digits),
  },
};

/** @throws ApiError 400 that names the number which is wrong, without repeating it */
export function readBacsAccount(
  { sort_code, account_number }: { sort_code: string; account_number: string },
  scope: ReadScope,
): StoredAccount {
  const account = readAccount(NUMBERS, { bankCode: sort_code, account: account_number }, scope);
  if (!bacsAccounts.behaviourOf(account.testAccount).unknown) return account;
  throw invalidRequest('The bank has no account with this number.', {
    code: 'account_number_invalid',
    param: NUMBERS.account.param,
  });
}
