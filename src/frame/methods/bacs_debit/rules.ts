import { digitsRule } from '../../input/digits.js';
import type { FieldErrorCode, TextRule } from '../../input/text-rule.js';

const SORT_CODE_DIGITS = 6;
/** Banks write shorter numbers with zeros in front. */
const ACCOUNT_DIGITS = 8;

/** Rule for sort codes, in the form in which cards and cheques print them: `10-88-00`. */
export const sortCodeRule: TextRule = {
  ...digitsRule(() => SORT_CODE_DIGITS),
  format: (digits) => digits.replace(/..(?=.)/g, '$&-'),
};
export const accountNumberRule = digitsRule(() => ACCOUNT_DIGITS);

export const sortCodeError = (digits: string): FieldErrorCode | undefined =>
  digits.length < SORT_CODE_DIGITS ? 'incomplete_sort_code' : undefined;

export const accountNumberError = (digits: string): FieldErrorCode | undefined =>
  digits.length < ACCOUNT_DIGITS ? 'incomplete_account_number' : undefined;
