import type { DocumentType } from '../../resources/identity/index.js';
import { type Language, languagesOf, type SharedKey } from '../language.js';
import type english from '../locales/identity/en.json';

type IdentityKey = keyof typeof english;

/** The language of the pages of a verification. */
export type IdentityLanguage = Language<IdentityKey | SharedKey>;

export const speak = languagesOf<IdentityKey>('identity');

/** Returns countries with their names, in the order of these. */
export const namedCountries = (
  { country, tag }: IdentityLanguage,
  codes: readonly string[],
): { code: string; name: string }[] =>
  codes
    .map((code) => ({ code, name: country(code) }))
    .sort((one, other) => one.name.localeCompare(other.name, tag));

/** Returns what a person needs who may choose among types of documents. */
export const anyDocument = ({ say, tag }: IdentityLanguage, types: readonly DocumentType[]): string =>
  new Intl.ListFormat(tag, { type: 'disjunction' }).format(types.map((type) => say(type)));

/** The sample of an ID number, and its name, by the country that gives it out. */
export const ID_NUMBERS: Readonly<Record<string, { name: string; sample: string }>> = {
  BR: { name: 'CPF', sample: '000.000.000-00' },
  SG: { name: 'NRIC', sample: 'S0000000A' },
  US: { name: 'SSN', sample: '000-00-0000' },
};
