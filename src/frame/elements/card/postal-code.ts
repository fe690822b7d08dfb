import { toAscii } from '../../input/digits.js';
import type { FieldErrorCode, TextRule } from '../../input/text-rule.js';

const LONGEST = 12;

export const postalCodeRule: TextRule = {
  strip: (shown) => shown,
  insert({ before, after }, text) {
    const kept = toAscii(text).replace(/[^\p{L}\d -]/gu, '');
    return { before: before + kept.slice(0, Math.max(0, LONGEST - before.length - after.length)), after };
  },
  format: (raw) => raw,
};

/** Countries by the number of digits in their postal codes (Universal Postal Union, addressing systems). */
const DIGITS: Record<number, string> = {
  3: 'FO IS LS MG OM PG',
  4: 'AF AL AM AT AU BD BE BG CH CX CY DK GE HU LI LU MK MZ NO NZ PH SI TN ZA',
  5: 'BA BY CZ DE DZ EE EG ES FI FR GR HR ID IT JO KE KR KW LK LT MA ME MM MX MY NP PK RS SA SE SK TH TR TW UA US UY VN',
  6: 'CN CO EC IN KG KZ MN NG PY RO RU SG TJ TM UZ',
  7: 'CL IL JP PT',
  8: 'BR',
};
/** Countries whose codes contain letters, by the least number of letters and digits. */
const LETTERS: Record<number, string> = { 5: 'GB', 6: 'CA NL', 7: 'IE' };

const PLAUSIBLE = /^[\p{L}\d][\p{L}\d -]{1,10}[\p{L}\d]$/u;

const lengthIn = (table: Record<number, string>, country: string) =>
  Number(Object.keys(table).find((length) => table[Number(length)]?.split(' ').includes(country)) ?? 0);

/**
 * Returns the error of a postal code, if any. Because the cardholder's country is a guess, a code of another
 * country's shape is accepted too. A code is incomplete only if it may still become a code of the guessed
 * country.
 */
export function postalCodeError(code: string, country = ''): FieldErrorCode | undefined {
  const trimmed = code.trim();
  const shortest = lengthIn(/\p{L}/u.test(trimmed) ? LETTERS : DIGITS, country);
  const characters = trimmed.replace(/[ -]/g, '').length;
  return PLAUSIBLE.test(trimmed) && characters >= shortest ? undefined : 'incomplete_zip';
}

/** Returns whether a country's postal codes consist only of digits, so that a numeric keyboard suits them. */
export const isNumericPostalCode = (country = ''): boolean => lengthIn(DIGITS, country) > 0;
