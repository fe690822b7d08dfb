import { countrySpecs, isSEPACountry, ValidationErrorsIBAN, validateIBAN } from 'ibantools';
import { toAscii } from '../../input/digits.js';
import type { FieldErrorCode, TextRule } from '../../input/text-rule.js';

/** As long as an IBAN can be, ISO 13616-1; of a known country the registry says how long they are. */
const LONGEST = 34;
/** What people and banks write before it. */
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

// No country's code is `IB`, so that a prefix that was typed key by key is one too.
const withoutPrefix = (raw: string) => (raw.startsWith(PREFIX) ? raw.slice(PREFIX.length) : raw);

/** Letters and digits in groups of four, as ISO 13616-1 prints them. */
export const ibanRule: TextRule = {
  strip: characters,
  insert({ before, after }, text) {
    const typed = withoutPrefix(characters(text));
    // A whole one takes the place of what was there.
    if (/^[A-Z]{2}\d{2}/.test(typed) && typed.length >= (specOf(typed)?.chars ?? LONGEST + 1)) {
      return { before: typed.slice(0, lengthOf(typed)), after: '' };
    }
    const start = withoutPrefix(before + typed);
    return { before: start.slice(0, Math.max(0, lengthOf(start + after) - after.length)), after };
  },
  format: (raw) => raw.replace(/.{4}(?=.)/g, '$& '),
};

/** Whether IBANs of a country are taken, by the option `supportedCountries`: codes of countries, and `SEPA`. */
export function isSupported(country: string, supported: unknown): boolean {
  const list: unknown[] = Array.isArray(supported) && supported.length ? supported : ['SEPA'];
  return list.includes(country) || (list.includes('SEPA') && isSEPACountry(country));
}

/**
 * What is wrong with an IBAN: nothing, too little, or what no account can have.
 *
 * Checked is what ISO 13616-1 asks for: the country's length and structure, and the check digits of ISO 7064 (mod
 * 97-10). Check digits that a country has within its account numbers are not: the public test IBANs fail them too.
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

/** The country that an IBAN names, ISO 3166-1 alpha-2; nothing where that is none that has IBANs. */
export const countryOf = (raw: string): string => (specOf(raw)?.chars ? raw.slice(0, 2) : '');

/** The part that names the bank, by the country's entry in the registry of ISO 13616-2. */
export function bankCodeOf(raw: string): string {
  const [first, last] = (specOf(raw)?.bank_identifier ?? '').split('-').map(Number);
  return last === undefined ? '' : raw.slice(4 + (first ?? 0), 5 + last);
}

/** What an IBAN of a country looks like: `NL00 AAAA 0000 0000 00`. */
export function ibanPlaceholder(country: unknown): string {
  const known = typeof country === 'string' && specOf(country)?.bban_regexp ? country : 'DE';
  const structure = specOf(known)?.bban_regexp ?? '';
  const bban = [...structure.matchAll(/\[([^\]]+)\]\{(\d+)\}/g)].map(([, kind, count]) =>
    (kind === 'A-Z' ? 'A' : '0').repeat(Number(count)),
  );
  return ibanRule.format(`${known}00${bban.join('')}`);
}
