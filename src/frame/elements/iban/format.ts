import { toAscii } from '../../input/digits.js';
import type { FieldErrorCode, TextRule } from '../../input/text-rule.js';

/** Greatest length of an IBAN, ISO 13616-1. For a known country the registry has the exact length. */
const LONGEST = 34;
/** Prefix that people and banks write before an IBAN. */
const PREFIX = 'IBAN';
/** Characters of the kinds that ISO 13616-2 names. */
const KINDS: Record<string, string> = { n: '\\d', a: '[A-Z]', c: '[A-Z\\d]' };

const characters = (text: string) =>
  toAscii(text)
    .replace(/[^a-z\d]/gi, '')
    .toUpperCase();

// No country has the code `IB`, so a prefix that is typed key by key is recognised too.
const withoutPrefix = (raw: string) => (raw.startsWith(PREFIX) ? raw.slice(PREFIX.length) : raw);

/** Returns the remainder by which ISO 7064 (mod 97-10) checks an IBAN: 1 if it is right. */
const remainder = (raw: string) =>
  [...(raw.slice(4) + raw.slice(0, 4))].reduce(
    (rest, character) => Number(`${rest}${Number.parseInt(character, 36)}`) % 97,
    0,
  );

/** How IBANs are written and checked. */
export interface IbanFormat {
  /** Rule for IBANs: letters and digits in groups of four, as ISO 13616-1 prints them. */
  rule: TextRule;
  /**
   * Returns the error of an IBAN: none, too few characters, or an IBAN that no account can have. See `ibanError`.
   *
   * @param isAccepted Tells whether a country's IBANs are accepted; by default all are that the table has.
   */
  error(raw: string, isAccepted?: (country: string) => boolean): FieldErrorCode | undefined;
  /** Returns the parts of a country's IBANs after the check digits, each with its length and kind. */
  parts(country: string): [length: number, kind: string][] | undefined;
}

/** @param table Structures by country, as in `specs.ts`. */
export function ibanFormat(table: string): IbanFormat {
  const structures = new Map(table.split(' ').map((entry) => [entry.slice(0, 2), entry.slice(2)]));
  const parts: IbanFormat['parts'] = (country) =>
    structures
      .get(country)
      ?.match(/\d+\w/g)
      ?.map((part) => [Number.parseInt(part, 10), part.slice(-1)]);
  const partsOf = (raw: string) => parts(raw.slice(0, 2));
  const knownLength = (raw: string) => partsOf(raw)?.reduce((sum, [length]) => sum + length, 4);
  const lengthOf = (raw: string) => knownLength(raw) ?? LONGEST;

  return {
    parts,
    rule: {
      strip: characters,
      insert({ before, after }, text) {
        const typed = withoutPrefix(characters(text));
        // A complete IBAN replaces the old text.
        if (/^[A-Z]{2}\d{2}/.test(typed) && typed.length >= (knownLength(typed) ?? LONGEST + 1)) {
          return { before: typed.slice(0, lengthOf(typed)), after: '' };
        }
        const start = withoutPrefix(before + typed);
        return { before: start.slice(0, Math.max(0, lengthOf(start + after) - after.length)), after };
      },
      format: (raw) => raw.replace(/.{4}(?=.)/g, '$& '),
    },
    error(raw, isAccepted = () => true) {
      if (!/^([A-Z]|$)([A-Z]|$)/.test(raw)) return 'invalid_iban_start';
      if (PREFIX.startsWith(raw)) return 'incomplete_iban';
      const known = partsOf(raw);
      if (raw.length > 1 && !(known && isAccepted(raw.slice(0, 2)))) return 'invalid_iban_country_code';
      if (!/^..(\d|$)(\d|$)/.test(raw) && raw.length > 2) return 'invalid_iban';
      if (raw.length < lengthOf(raw)) return 'incomplete_iban';
      const structure = known?.map(([length, kind]) => `${KINDS[kind]}{${length}}`).join('');
      return new RegExp(`^....${structure}$`).test(raw) && remainder(raw) === 1 ? undefined : 'invalid_iban';
    },
  };
}
