import type { BillingPath } from '../../contract/elements-session.js';
import type { TextKey } from '../language/locales/texts.js';
import { FORMATS } from './formats-data.js';
import { LANGUAGES } from './regions.js';

/** How addresses of a country are written. */
export interface AddressFormat {
  /** Parts of the address, in the order in which they are written. The country comes before them. */
  paths: BillingPath[];
  /** The parts that every address has. */
  required: BillingPath[];
  /** The country's word for its states, and for its postal codes. */
  state: TextKey;
  postalCode: TextKey;
}

/** Parts of an address by their letters in the data. The lines of the street are two. */
const PATHS: Record<string, BillingPath[]> = {
  A: ['address.line1', 'address.line2'],
  C: ['address.city'],
  S: ['address.state'],
  Z: ['address.postal_code'],
};

/** Format of a country that the data say nothing of. */
const UNKNOWN = ['AC', '', 'AC', '', ''];

/** Words for states. The data leave out that of most countries, which is "province". */
const STATES: Record<string, TextKey> = {
  '': 'label_province',
  county: 'label_county',
  state: 'label_state',
};

/** Countries in which a postal code is called a postcode. */
const POSTCODES = ['AU', 'GB', 'GG', 'IM', 'JE', 'NZ'];

/**
 * Returns how addresses of a country are written, by Google's address data.
 *
 * @param country ISO 3166-1 alpha-2.
 * @param language Language of the person, as a BCP 47 tag: some countries have another order in Latin letters.
 */
export function formatOf(country: string, language: string): AddressFormat {
  const line = FORMATS.find((format) => format.split('=')[1]?.split(' ').includes(country));
  const [local = '', latin, required = '', state = '', postalCode] =
    line?.split('=')[0]?.split('|') ?? UNKNOWN;
  const order = (latin && !isLanguageOf(country, language) ? latin : local) || 'AC';
  const pathsOf = (letters: string) => [...letters].flatMap((letter) => PATHS[letter] ?? []);
  return {
    paths: pathsOf(order),
    required: pathsOf(required).filter((path) => path !== 'address.line2'),
    state: STATES[state] ?? 'label_region',
    postalCode:
      postalCode === 'zip'
        ? 'label_zip'
        : POSTCODES.includes(country)
          ? 'label_postcode'
          : 'label_postalCode',
  };
}

/** Returns whether a person reads the language in which a country's addresses are written locally. */
export const isLanguageOf = (country: string, language: string): boolean =>
  LANGUAGES[country] === language.slice(0, 2).toLowerCase();
