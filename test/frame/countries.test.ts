// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { countryNames } from '../../src/frame/address/countries.js';

const codes = countryNames(null).map(([code]) => code);

test('all countries have their names, in the order of the language', () => {
  const names = countryNames(null).map(([, name]) => name);
  expect(codes.length).toBeGreaterThan(230);
  for (const code of ['AT', 'BR', 'DE', 'FR', 'GB', 'IN', 'JP', 'PL', 'US', 'XK', 'ZA'])
    expect(codes).toContain(code);
  expect(names).toContain('Germany');
  expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other, 'en')));
});

test('no code is of the past, of a group of countries, or of none', () => {
  for (const code of ['AN', 'BU', 'CS', 'DD', 'EU', 'EZ', 'SU', 'TP', 'UK', 'UN', 'XA', 'YU', 'ZR', 'ZZ'])
    expect(codes).not.toContain(code);
});

test('a method that is for few countries offers those', () => {
  expect(countryNames(['AT', 'DE'])).toEqual([
    ['AT', 'Austria'],
    ['DE', 'Germany'],
  ]);
});
