import { digitsRule } from '../../input/digits.js';
import type { FieldErrorCode, TextRule } from '../../input/text-rule.js';

const BSB_DIGITS = 6;
/** Lengths of account numbers in BECS (Australian Payments Network). */
const SHORTEST_ACCOUNT = 5;
const LONGEST_ACCOUNT = 9;

/** Rule for Bank State Branch numbers, in the form in which banks write them: `012-345`. */
export const bsbRule: TextRule = {
  ...digitsRule(() => BSB_DIGITS),
  format: (digits) => digits.replace(/...(?=.)/g, '$&-'),
};
export const accountNumberRule = digitsRule(() => LONGEST_ACCOUNT);

export const bsbError = (digits: string): FieldErrorCode | undefined =>
  digits.length < BSB_DIGITS ? 'incomplete_bsb' : undefined;

export const accountNumberError = (digits: string): FieldErrorCode | undefined =>
  digits.length < SHORTEST_ACCOUNT ? 'incomplete_account_number' : undefined;

/** Returns whether an account number is so long that nothing can follow. */
export const isAccountNumberDone = (digits: string): boolean => digits.length === LONGEST_ACCOUNT;

/** Large banks by the first two digits of their BSB numbers (Australian Payments Network, BSB directory). */
const BANKS: Record<string, string> = {
  '01': 'ANZ',
  '03': 'Westpac',
  '06': 'Commonwealth Bank',
  '08': 'National Australia Bank',
  '11': 'St.George Bank',
  '12': 'Bank of Queensland',
  '18': 'Macquarie Bank',
  '34': 'HSBC Australia',
  '48': 'Suncorp Bank',
  '73': 'Westpac',
  '76': 'Commonwealth Bank',
  '92': 'ING Australia',
};

/** Returns the name of a BSB number's bank, or an empty text if it is not in the list. */
export const bankName = (bsb: string): string => BANKS[bsb.slice(0, 2)] ?? '';
