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
  /** The country's word for its cities, for its states, and for its postal codes. */
  city: TextKey;
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

/** Order and required parts where the data name none, by their own definition. */
const USUAL = 'AC';

/** Words for cities. */
const CITIES: Record<string, TextKey> = {
  '': 'label_city',
  district: 'label_district',
  post_town: 'label_post_town',
  suburb: 'label_suburb',
};

/** Words for states. The data leave out that of most countries, which is "province". */
const STATES: Record<string, TextKey> = {
  '': 'label_province',
  area: 'label_area',
  county: 'label_county',
  department: 'label_department',
  district: 'label_district',
  do_si: 'label_do_si',
  emirate: 'label_emirate',
  island: 'label_island',
  oblast: 'label_oblast',
  parish: 'label_parish',
  prefecture: 'label_prefecture',
  state: 'label_state',
};

/** Words for postal codes. */
const POSTAL_CODES: Record<string, TextKey> = {
  '': 'label_postalCode',
  eircode: 'label_eircode',
  pin: 'label_pin',
  zip: 'label_zip',
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
  const [local = '', latin, required, state = '', postalCode = '', city = ''] =
    line?.split('=')[0]?.split('|') ?? [];
  const order = (latin && !isLanguageOf(country, language) ? latin : local) || USUAL;
  const pathsOf = (letters: string) => [...letters].flatMap((letter) => PATHS[letter] ?? []);
  return {
    paths: pathsOf(order),
    required: pathsOf(required || USUAL).filter((path) => path !== 'address.line2'),
    city: CITIES[city] ?? 'label_city',
    state: STATES[state] ?? 'label_region',
    postalCode: POSTCODES.includes(country)
      ? 'label_postcode'
      : (POSTAL_CODES[postalCode] ?? 'label_postalCode'),
  };
}

/** Returns whether a person reads the language in which a country's addresses are written locally. */
export const isLanguageOf = (country: string, language: string): boolean =>
  LANGUAGES[country] === language.slice(0, 2).toLowerCase();
