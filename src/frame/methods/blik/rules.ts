import { digitsRule } from '../../input/digits.js';
import type { FieldErrorCode, TextRule } from '../../input/text-rule.js';

const CODE_DIGITS = 6;

/** Rule for BLIK codes, in the form in which banking apps show them: `123 456`. */
export const blikCodeRule: TextRule = {
  ...digitsRule(() => CODE_DIGITS),
  format: (digits) => digits.replace(/...(?=.)/g, '$& '),
};

export const blikCodeError = (digits: string): FieldErrorCode | undefined =>
  digits.length < CODE_DIGITS ? 'incomplete_blik_code' : undefined;
