import { describe, expect, test } from 'vitest';
import { brandOf } from '../../src/frame/elements/card/brand.js';
import { guessCountry } from '../../src/frame/elements/card/cardholder-country.js';
import { cvcError, cvcRule, isCvcDone } from '../../src/frame/elements/card/cvc.js';
import {
  isNumericPostalCode,
  postalCodeError,
  postalCodeRule,
} from '../../src/frame/elements/card/postal-code.js';

const visa = brandOf('4242424242424242');
const amex = brandOf('378282246310005');
const unknown = brandOf('');

describe('a CVC', () => {
  test.each([
    ['', visa, 'incomplete_cvc'],
    ['12', visa, 'incomplete_cvc'],
    ['123', visa, undefined],
    ['1234', visa, 'invalid_cvc'],
    ['123', amex, 'incomplete_cvc'],
    ['1234', amex, undefined],
    ['12', unknown, 'incomplete_cvc'],
    ['123', unknown, undefined],
    ['1234', unknown, undefined],
    ['000', visa, undefined],
  ])('%s of %o', (digits, brand, code) => {
    expect(cvcError(digits, brand)).toBe(code);
  });

  test('has as much room as its brand needs', () => {
    expect(cvcRule(() => visa).insert({ before: '', after: '' }, '12345').before).toBe('123');
    expect(cvcRule(() => amex).insert({ before: '', after: '' }, '１２３４５').before).toBe('1234');
    expect(cvcRule(() => visa).insert({ before: '1', after: '23' }, '9')).toEqual({
      before: '1',
      after: '23',
    });
    // Typed before the number was, it keeps what it has.
    expect(cvcRule(() => visa).insert({ before: '1234', after: '' }, '5')).toEqual({
      before: '1234',
      after: '',
    });
  });

  test('lets the caret go on when it is whole', () => {
    expect([
      isCvcDone('123', visa),
      isCvcDone('123', amex),
      isCvcDone('1234', amex),
      isCvcDone('123', unknown),
    ]).toEqual([true, false, true, false]);
  });
});

describe('a postal code', () => {
  test.each<[string, string | undefined, string | undefined]>([
    ['', undefined, 'incomplete_zip'],
    ['1', undefined, 'incomplete_zip'],
    ['10115', undefined, undefined],
    ['123', undefined, undefined],
    ['10115', 'DE', undefined],
    ['1011', 'DE', 'incomplete_zip'],
    ['90210', 'US', undefined],
    ['9021', 'US', 'incomplete_zip'],
    ['90210-1234', 'US', undefined],
    ['SW1A 1AA', 'GB', undefined],
    ['M1 1AE', 'GB', undefined],
    ['SW1A', 'GB', 'incomplete_zip'],
    ['K1A 0B1', 'CA', undefined],
    ['K1A', 'CA', 'incomplete_zip'],
    ['1012 AB', 'NL', undefined],
    ['D02 AF30', 'IE', undefined],
    ['01310-100', 'BR', undefined],
    ['100-0001', 'JP', undefined],
    ['8000', 'CH', undefined],
    ['101', 'IS', undefined],
    // A traveller's: the country is a guess.
    ['SW1A 1AA', 'US', undefined],
    ['10115', 'GB', undefined],
    ['  10115  ', 'DE', undefined],
    ['-----', undefined, 'incomplete_zip'],
    ['12345678901234', undefined, 'incomplete_zip'],
  ])('%j in %s: %s', (code, country, error) => {
    expect(postalCodeError(code, country)).toBe(error);
  });

  test('keeps letters, digits, spaces and dashes, in ASCII, and at most twelve', () => {
    const put = (text: string) => postalCodeRule.insert({ before: '', after: '' }, text).before;
    expect(put('ＳＷ１Ａ　１ＡＡ')).toBe('SW1A 1AA');
    expect(put('<b>10115</b>;')).toBe('b10115b');
    expect(put('١٠١١٥')).toBe('10115');
    expect(put('1'.repeat(1_000))).toBe('1'.repeat(12));
  });

  test('is typed on a numeric keyboard if it has only digits', () => {
    expect(['US', 'DE', 'GB', 'CA', '', undefined].map(isNumericPostalCode)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('the country that a cardholder is probably of', () => {
  const newYork = 300;
  const berlin = -60;
  test.each<[string, number, string | undefined]>([
    ['de-DE', berlin, 'DE'],
    ['de', berlin, undefined],
    ['en-US', newYork, 'US'],
    ['en-US', berlin, undefined],
    ['en-US', 600, 'US'],
    ['en-US', -540, undefined],
    ['en-GB', newYork, 'GB'],
    ['zh-Hant-TW', -480, 'TW'],
    ['es-419', newYork, undefined],
    ['en-USA', newYork, undefined],
    ['', 0, undefined],
  ])('%s at %s minutes behind UTC: %s', (language, offset, country) => {
    expect(guessCountry(language, offset)).toBe(country);
  });
});
