import { countrySpecs, isSEPACountry } from 'ibantools';

/*
 * Tables of IBANs by country, as texts, because they are the smallest. The build replaces this module with its values, so
 * that no frame loads the register that they come from.
 */

const registered = Object.entries(countrySpecs).filter(([, { chars }]) => chars);

/** Returns `NL4a10n` for the Netherlands: the notation of ISO 13616-2 for what follows the check digits. */
const structure = ([country, { bban_regexp }]: (typeof registered)[number]) =>
  country +
  [...`${bban_regexp}`.matchAll(/\[([^\]]+)\]\{(\d+)\}/g)]
    .map(([, kind, count]) => count + (kind === '0-9' ? 'n' : kind === 'A-Z' ? 'a' : 'c'))
    .join('');

const structures = (isIn: (country: string) => boolean) =>
  registered
    .filter(([country]) => isIn(country))
    .map(structure)
    .join(' ');

/** Structures of the countries that take part in SEPA. */
export const SEPA: string = structures(isSEPACountry);
export const OTHERS: string = structures((country) => !isSEPACountry(country));

/** Places of the bank's code, counted from the fifth character: `NL0-3`. */
export const BANK_CODES: string = registered
  .flatMap(([country, { bank_identifier }]) => (bank_identifier ? country + bank_identifier : []))
  .join(' ');
