import { digitsRule } from '../../input/digits.js';
import type { FieldErrorCode, TextRule } from '../../input/text-rule.js';
import type { Brand } from './brand.js';

const SHORTEST = 3;

/** Returns the rule for a CVC of the brand that the number has at the moment. */
export const cvcRule = (brand: () => Brand): TextRule => digitsRule(() => brand().cvcLength);

/** Returns the error of a CVC, if any. While the brand is unknown, three and four digits are both right. */
export function cvcError(digits: string, { name, cvcLength }: Brand): FieldErrorCode | undefined {
  const shortest = name === 'unknown' ? SHORTEST : cvcLength;
  if (digits.length < shortest) return 'incomplete_cvc';
  return digits.length > cvcLength ? 'invalid_cvc' : undefined;
}

export const isCvcDone = (digits: string, { cvcLength }: Brand): boolean => digits.length === cvcLength;
