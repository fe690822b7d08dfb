import { passesLuhn } from '../../../contract/luhn.js';
import { digitsOf } from '../../input/digits.js';
import type { FieldErrorCode, TextRule } from '../../input/text-rule.js';
import { type Brand, brandOf, isNoBrand } from './brand.js';

/**
 * Number of digits that, inserted at once, count as a complete number and replace the old one. ISO/IEC 7812-1
 * allows up to 19.
 */
const SHORTEST = 12;
const LONGEST = 19;

const longestOf = (digits: string) => Math.min(LONGEST, Math.max(...brandOf(digits).lengths));

export const numberRule: TextRule = {
  strip: digitsOf,
  insert({ before, after }, text) {
    const digits = digitsOf(text);
    if (digits.length >= SHORTEST) return { before: digits.slice(0, longestOf(digits)), after: '' };
    const room = longestOf(before + digits + after) - before.length - after.length;
    return { before: before + digits.slice(0, Math.max(0, room)), after };
  },
  format: (digits) => group(digits, brandOf(digits)),
};

function group(digits: string, { gaps }: Brand): string {
  const starts = [0, ...gaps].filter((start) => start < digits.length);
  return starts.map((start, index) => digits.slice(start, starts[index + 1])).join(' ');
}

/** Returns the error of a card number: none, too few digits, or a number that no card can have. */
export function numberError(digits: string): FieldErrorCode | undefined {
  const { lengths } = brandOf(digits);
  const fits = lengths.includes(digits.length);
  // A network that is missing from the table may be new, but no network's numbers begin with 0 (ISO/IEC
  // 7812-1).
  if (fits && passesLuhn(digits) && digits.length >= SHORTEST && !digits.startsWith('0')) return undefined;
  const hopeless = isNoBrand(digits) || digits.length >= Math.max(...lengths) || (fits && isUsual(digits));
  return hopeless ? 'invalid_number' : 'incomplete_number';
}

/** Returns whether a number has all its digits, so that the caret may go on to the next field. */
export const isNumberDone = (digits: string): boolean => !numberError(digits) && isUsual(digits);

const isUsual = (digits: string) => digits.length >= brandOf(digits).usualLength;
