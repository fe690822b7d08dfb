import { countrySpecs, isSEPACountry, ValidationErrorsIBAN, validateIBAN } from 'ibantools';
import { toAscii } from '../../input/digits.js';
import type { FieldErrorCode, TextRule } from '../../input/text-rule.js';

/** Greatest length of an IBAN, ISO 13616-1. For a known country the registry has the exact length. */
const LONGEST = 34;
/** Prefix that people and banks write before an IBAN. */
const PREFIX = 'IBAN';

const specOf = (raw: string) => {
  const country = raw.slice(0, 2);
  return Object.hasOwn(countrySpecs, country) ? countrySpecs[country] : undefined;
};

const lengthOf = (raw: string) => specOf(raw)?.chars ?? LONGEST;

const characters = (text: string) =>
  toAscii(text)
    .replace(/[^a-z\d]/gi, '')
    .toUpperCase();

// No country has the code `IB`, so a prefix that is typed key by key is recognised too.
const withoutPrefix = (raw: string) => (raw.startsWith(PREFIX) ? raw.slice(PREFIX.length) : raw);

/** Rule for IBANs: letters and digits in groups of four, as ISO 13616-1 prints them. */
export const ibanRule: TextRule = {
  strip: characters,
  insert({ before, after }, text) {
    const typed = withoutPrefix(characters(text));
    // A complete IBAN replaces the old text.
    if (/^[A-Z]{2}\d{2}/.test(typed) && typed.length >= (specOf(typed)?.chars ?? LONGEST + 1)) {
      return { before: typed.slice(0, lengthOf(typed)), after: '' };
    }
    const start = withoutPrefix(before + typed);
    return { before: start.slice(0, Math.max(0, lengthOf(start + after) - after.length)), after };
  },
  format: (raw) => raw.replace(/.{4}(?=.)/g, '$& '),
};

/**
 * Returns whether IBANs of a country are accepted by the option `supportedCountries`: codes of countries, and
 * `SEPA`.
 */
export function isSupported(country: string, supported: unknown): boolean {
  const list: unknown[] = Array.isArray(supported) && supported.length ? supported : ['SEPA'];
  return list.includes(country) || (list.includes('SEPA') && isSEPACountry(country));
}

/**
 * Returns the error of an IBAN: none, too few characters, or an IBAN that no account can have.
 *
 * It checks the rules of ISO 13616-1: the country's length and structure, and the check digits of ISO 7064
 * (mod 97-10). It does not check the check digits that some countries have within their account numbers,
 * because the public test IBANs fail them too.
 */
export function ibanError(raw: string, supported: unknown): FieldErrorCode | undefined {
  if (!/^([A-Z]|$)([A-Z]|$)/.test(raw)) return 'invalid_iban_start';
  if (PREFIX.startsWith(raw)) return 'incomplete_iban';
  const spec = raw.length > 1 ? specOf(raw) : undefined;
  if (raw.length > 1 && !(spec?.chars && isSupported(raw.slice(0, 2), supported)))
    return 'invalid_iban_country_code';
  if (!/^..(\d|$)(\d|$)/.test(raw) && raw.length > 2) return 'invalid_iban';
  if (raw.length < lengthOf(raw)) return 'incomplete_iban';
  const { errorCodes } = validateIBAN(raw);
  const national = ValidationErrorsIBAN.WrongAccountBankBranchChecksum;
  return errorCodes.some((code) => code !== national) ? 'invalid_iban' : undefined;
}

/** Returns the country that an IBAN names, ISO 3166-1 alpha-2; an empty text if that country has no IBANs. */
export const countryOf = (raw: string): string => (specOf(raw)?.chars ? raw.slice(0, 2) : '');

/** Returns the part that names the bank, by the country's entry in the registry of ISO 13616-2. */
export function bankCodeOf(raw: string): string {
  const [first, last] = (specOf(raw)?.bank_identifier ?? '').split('-').map(Number);
  return last === undefined ? '' : raw.slice(4 + (first ?? 0), 5 + last);
}

/** Returns a placeholder in the shape of a country's IBANs: `NL00 AAAA 0000 0000 00`. */
export function ibanPlaceholder(country: unknown): string {
  const known = typeof country === 'string' && specOf(country)?.bban_regexp ? country : 'DE';
  const structure = specOf(known)?.bban_regexp ?? '';
  const bban = [...structure.matchAll(/\[([^\]]+)\]\{(\d+)\}/g)].map(([, kind, count]) =>
    (kind === 'A-Z' ? 'A' : '0').repeat(Number(count)),
  );
  return ibanRule.format(`${known}00${bban.join('')}`);
}
