import type { FieldErrorCode } from '../input/text-rule.js';
import { PATTERNS } from './postal-codes-data.js';
import { writtenPostalCode } from './written-postal-code.js';

/** Returns the pattern of a country's postal codes. */
function patternOf(country: string): RegExp | undefined {
  const [pattern] = PATTERNS.find(([, countries]) => countries.split(' ').includes(country)) ?? [];
  return pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`);
}

/** Returns the error of a postal code in a country, if any. */
export const postalCodeError = (code: string, country: string): FieldErrorCode | undefined =>
  (patternOf(country)?.test(writtenPostalCode(code)) ?? true) ? undefined : 'invalid_zip';
