import { digitsRule } from '../../input/digits-rule.js';
import type { FieldErrorCode } from '../../input/text-rule.js';

const CODE_DIGITS = 6;

/** Rule for BLIK codes, in the form in which banking apps show them: `123 456`. */
export const blikCodeRule = digitsRule(CODE_DIGITS, 3, ' ');

export const blikCodeError = (digits: string): FieldErrorCode | undefined =>
  digits.length < CODE_DIGITS ? 'incomplete_blik_code' : undefined;
