import { SUFFIX_DIGITS } from '../../../contract/nz-suffix.js';
import { digitsRule } from '../../input/digits.js';
import type { FieldErrorCode, TextRule } from '../../input/text-rule.js';

/** Digits of the bank, the branch and the account, which the suffix of two or three digits follows. */
const [BANK, BRANCH, ACCOUNT] = [2, 4, 7];
const LONGEST = BANK + BRANCH + ACCOUNT + SUFFIX_DIGITS;

/** Rule for account numbers, in the form in which banks write them: `11-0000-0000000-010`. */
export const accountNumberRule: TextRule = {
  ...digitsRule(() => LONGEST),
  format: (digits) => Object.values(partsOf(digits)).filter(Boolean).join('-'),
};

export const accountNumberError = (digits: string): FieldErrorCode | undefined =>
  digits.length < LONGEST - 1 ? 'incomplete_account_number' : undefined;

/** Returns whether an account number is so long that nothing can follow. */
export const isAccountNumberDone = (digits: string): boolean => digits.length === LONGEST;

/** Returns the parts of an account number, by the names that they have in the API. */
export const partsOf = (digits: string) => ({
  bank_code: digits.slice(0, BANK),
  branch_code: digits.slice(BANK, BANK + BRANCH),
  account_number: digits.slice(BANK + BRANCH, BANK + BRANCH + ACCOUNT),
  suffix: digits.slice(BANK + BRANCH + ACCOUNT),
});
