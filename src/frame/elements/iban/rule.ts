import type { FieldErrorCode, TextRule } from '../../input/text-rule.js';
import { ibanFormat } from './format.js';
import { BANK_CODES, OTHERS, SEPA } from './specs.js';

const format = ibanFormat(`${SEPA} ${OTHERS}`);
const sepa = ibanFormat(SEPA);

/** Rule for the IBANs of every country that has them. */
export const ibanRule: TextRule = format.rule;

/**
 * Returns whether IBANs of a country are accepted by the option `supportedCountries`: codes of countries, and
 * `SEPA`.
 */
export function isSupported(country: string, supported: unknown): boolean {
  const list: unknown[] = Array.isArray(supported) && supported.length ? supported : ['SEPA'];
  return list.includes(country) || (list.includes('SEPA') && !!sepa.parts(country));
}

/**
 * Returns the error of an IBAN: none, too few characters, or an IBAN that no account can have.
 *
 * It checks the rules of ISO 13616-1: the country's length and structure, and the check digits of ISO 7064
 * (mod 97-10). It does not check the check digits that some countries have within their account numbers,
 * because the public test IBANs fail them too.
 */
export const ibanError = (raw: string, supported: unknown): FieldErrorCode | undefined =>
  format.error(raw, (country) => isSupported(country, supported));

/** Returns the country that an IBAN names, ISO 3166-1 alpha-2; an empty text if that country has no IBANs. */
export const countryOf = (raw: string): string => (format.parts(raw.slice(0, 2)) ? raw.slice(0, 2) : '');

/** Returns the part that names the bank, by the country's entry in the registry of ISO 13616-2. */
export function bankCodeOf(raw: string): string {
  const [, first, last] = new RegExp(`\\b${countryOf(raw) || '-'}(\\d+)-(\\d+)`).exec(BANK_CODES) ?? [];
  return last === undefined ? '' : raw.slice(4 + Number(first), 5 + Number(last));
}

/** Returns a placeholder in the shape of a country's IBANs: `NL00 AAAA 0000 0000 00`. */
export function ibanPlaceholder(country: unknown): string {
  const known = typeof country === 'string' && format.parts(country) ? country : 'DE';
  const bban = format.parts(known)?.map(([length, kind]) => (kind === 'a' ? 'A' : '0').repeat(length));
  return ibanRule.format(`${known}00${bban?.join('')}`);
}
