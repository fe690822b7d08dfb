import { expect, test } from 'vitest';
import { formatOf } from '../../src/frame/address/format.js';
import { REGIONS, type Region } from '../../src/frame/address/regions.js';

const partsOf = (country: string, language = 'en') =>
  formatOf(country, language)
    .paths.map((path) => path.replace('address.', ''))
    .join(' ');

test.for([
  ['US', 'line1 line2 city state postal_code'],
  ['CA', 'line1 line2 city state postal_code'],
  ['AU', 'line1 line2 city state postal_code'],
  ['GB', 'line1 line2 city postal_code'],
  ['DE', 'line1 line2 postal_code city'],
  ['FR', 'line1 line2 postal_code city'],
  ['NL', 'line1 line2 postal_code city'],
  ['IT', 'line1 line2 postal_code city state'],
  ['BR', 'line1 line2 city state postal_code'],
  ['IN', 'line1 line2 city postal_code state'],
  ['IE', 'line1 line2 city state postal_code'],
  ['AE', 'line1 line2 state'],
  ['HK', 'line1 line2 city state'],
  ['XX', 'line1 line2 city'],
])('an address in %s is written as %s', ([country = '', parts]) => {
  expect(partsOf(country)).toBe(parts);
});

test('an address in Japan begins with the postal code for who reads Japanese, and ends with it for others', () => {
  expect(partsOf('JP', 'ja')).toBe('postal_code state line1 line2');
  expect(partsOf('JP', 'de')).toBe('line1 line2 state postal_code');
  expect(partsOf('CN', 'zh-HK')).toMatch(/^postal_code state city/);
});

test('a second line of the street is never required, nor is a state or a postal code where addresses do without', () => {
  expect(formatOf('US', 'en').required.join()).toBe(
    'address.line1,address.city,address.state,address.postal_code',
  );
  expect(formatOf('GB', 'en').required.join()).toBe('address.line1,address.city,address.postal_code');
  expect(formatOf('AE', 'en').required.join()).toBe('address.line1,address.state');
  expect(formatOf('IE', 'en').required.join()).toBe('address.line1,address.city');
});

test.for([
  ['US', 'label_state', 'label_zip'],
  ['CA', 'label_province', 'label_postalCode'],
  ['AU', 'label_state', 'label_postcode'],
  ['GB', 'label_province', 'label_postcode'],
  ['IE', 'label_county', 'label_eircode'],
  ['IN', 'label_state', 'label_pin'],
  ['JP', 'label_prefecture', 'label_postalCode'],
])('%s calls its states %s and its postal codes %s', ([country = '', state, postalCode]) => {
  expect(formatOf(country, 'en')).toMatchObject({ state, postalCode });
});

test('each list has every state once, with a name', async () => {
  for (const [country, load] of Object.entries(REGIONS)) {
    const regions = (await load()).default as Region[];
    expect(regions.length, country).toBeGreaterThan(1);
    expect(new Set(regions.map(([value]) => value)).size, country).toBe(regions.length);
    for (const names of regions) for (const name of names) expect(name?.trim(), country).toBeTruthy();
  }
});

test('a country whose addresses need a state has a list of them, if any country of its kind has', async () => {
  for (const country of ['US', 'CA', 'AU', 'BR', 'CN', 'ES', 'IN', 'IT', 'JP', 'KR', 'MX'])
    expect(REGIONS[country], country).toBeTypeOf('function');
  const states = (await REGIONS.US?.())?.default as Region[];
  expect(states).toContainEqual(['CA', 'California']);
  const prefectures = (await REGIONS.JP?.())?.default as Region[];
  expect(prefectures).toContainEqual(['Tokyo', 'Tokyo', '東京都']);
});
