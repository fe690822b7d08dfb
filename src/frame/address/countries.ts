import type { Choice } from '../methods/method.js';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** Codes of no country, of islands without an address, and of countries in which nobody can pay. */
const OTHERS = /C[CPQUX]|DG|E[AUZ]|HM|I[CR]|KP|NF|QO|SY|U[MN]|X[AB]|ZZ/;

/**
 * Returns the countries and territories that the browser has a name for, by their codes of ISO 3166-1 alpha-2. It also has
 * names for codes of the past, which are not their own canonical form.
 */
function allCountries(): string[] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const isCountry = (code: string) =>
    names.of(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}` && !OTHERS.test(code);
  return LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(isCountry);
}

/** The newest list, and what it is of: a browser takes longer for the first one than for the rest of a card's form. */
let newest: { of: string; list: Choice[] } | undefined;

/** Returns countries with their names in the document's language, in the order of that language. */
export function countryNames(codes: string[] | null): Choice[] {
  // The page of a test may have none.
  const lang = document.documentElement.lang || 'en';
  const of = `${lang} ${codes}`;
  if (newest?.of !== of) newest = { of, list: namesIn(lang, codes ?? allCountries()) };
  return newest.list;
}

function namesIn(lang: string, codes: string[]): Choice[] {
  const names = new Intl.DisplayNames([lang, 'en'], { type: 'region' });
  return codes
    .map((code): Choice => [code, names.of(code) ?? code])
    .sort(([, one], [, other]) => one.localeCompare(other, lang));
}
