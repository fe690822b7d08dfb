import { describe, expect, test } from 'vitest';
import { expiryError, expiryOf, expiryRule, isYearBegun } from '../../src/frame/elements/card/expiry.js';

const paste = (text: string) => expiryRule.format(expiryRule.insert({ before: '', after: '' }, text).before);
const type = (keys: string) => {
  let raw = '';
  for (const key of keys) raw = expiryRule.insert({ before: raw, after: '' }, key).before;
  return expiryRule.format(raw);
};
const today = new Date(2026, 9, 31); // The last day of October.

describe('a date that is pasted or filled in', () => {
  test.each([
    ['04/30', '04 / 30'],
    ['04 / 30', '04 / 30'],
    ['4/30', '04 / 30'],
    ['04/2030', '04 / 30'],
    ['4/2030', '04 / 30'],
    ['04-2030', '04 / 30'],
    ['04.30', '04 / 30'],
    ['2030-04', '04 / 30'],
    ['2030/4', '04 / 30'],
    ['203004', '04 / 30'],
    ['0430', '04 / 30'],
    ['042030', '04 / 30'],
    ['430', '04 / 30'],
    ['130', '01 / 30'],
    ['1230', '12 / 30'],
    ['122030', '12 / 30'],
    ['01/20', '01 / 20'],
    ['12/2020', '12 / 20'],
    ['2020-12', '12 / 20'],
    ['0420', '04 / 20'],
    [' 04/30\n', '04 / 30'],
    ['04\u00a0/\u00a030', '04 / 30'],
    ['０４／３０', '04 / 30'],
    ['٠٤/٣٠', '04 / 30'],
    ['04 \u2013 30', '04 / 30'],
    ['', ''],
    ['abc', ''],
    ['1', '1'],
    ['12', '12 / '],
    ['4', '04 / '],
  ])('%j is %j', (text, shown) => {
    expect(paste(text)).toBe(shown);
  });

  test('takes the place of what was there', () => {
    expect(expiryRule.insert({ before: '12', after: '29' }, '04/2030')).toEqual({
      before: '0430',
      after: '',
    });
  });
});

describe('a date that is typed key by key', () => {
  test.each([
    ['0430', '04 / 30'],
    ['04/30', '04 / 30'],
    ['430', '04 / 30'],
    ['4/30', '04 / 30'],
    ['1/30', '01 / 30'],
    ['1 30', '01 / 30'],
    ['1-30', '01 / 30'],
    ['1230', '12 / 30'],
    ['1330', '01 / 33'],
    ['13', '01 / 3'],
    ['1930', '01 / 93'],
    ['2', '02 / '],
    ['9', '09 / '],
    ['1', '1'],
    ['0', '0'],
    ['1/', '01 / '],
    ['0/', '0'],
    ['/', ''],
    ['012030', '01 / 30'],
    ['12/2030', '12 / 30'],
    ['122030', '12 / 30'],
    ['04/2', '04 / 2'],
    ['04/20', '04 / 20'],
    ['04/203', '04 / 203'],
    ['04/3099', '04 / 30'],
    ['04/20309', '04 / 30'],
    ['٠٤٣٠', '04 / 30'],
    ['0a4b3c0', '04 / 30'],
  ])('%s shows %j', (keys, shown) => {
    expect(type(keys)).toBe(shown);
  });

  test('in the middle is not completed: a person mends what stands there', () => {
    expect(expiryRule.insert({ before: '', after: '30' }, '4')).toEqual({ before: '4', after: '30' });
    expect(expiryRule.insert({ before: '0', after: '30' }, '49')).toEqual({ before: '04', after: '30' });
    expect(expiryRule.insert({ before: '04', after: '30' }, '1')).toEqual({ before: '04', after: '30' });
  });
});

describe('what is wrong with a date', () => {
  test.each([
    ['', 'incomplete_expiry'],
    ['0', 'incomplete_expiry'],
    ['04', 'incomplete_expiry'],
    ['043', 'incomplete_expiry'],
    ['04203', 'incomplete_expiry'],
    ['00', 'invalid_expiry_month'],
    ['0030', 'invalid_expiry_month'],
    ['1330', 'invalid_expiry_month'],
    ['9930', 'invalid_expiry_month'],
    ['1225', 'invalid_expiry_year_past'],
    ['0120', 'invalid_expiry_year_past'],
    ['0926', 'invalid_expiry_month_past'],
    ['0126', 'invalid_expiry_month_past'],
    ['1026', undefined],
    ['1126', undefined],
    ['0127', undefined],
    ['1276', undefined],
    ['0177', 'invalid_expiry_year'],
    ['0199', 'invalid_expiry_year'],
  ])('%s: %s', (raw, code) => {
    expect(expiryError(raw, today)).toBe(code);
  });

  test('a card is good through the last day of its month', () => {
    expect(expiryError('1226', new Date(2026, 11, 31, 23, 59))).toBeUndefined();
    expect(expiryError('1226', new Date(2027, 0, 1))).toBe('invalid_expiry_year_past');
  });
});

test('month and year are read as numbers', () => {
  expect(expiryOf('0430')).toEqual({ month: 4, year: 2030 });
  expect(expiryOf('1299')).toEqual({ month: 12, year: 2099 });
});

test.each([
  ['0420', true],
  ['04203', true],
  ['042', false],
  ['0430', false],
  ['2030', false],
])('%s may be the beginning of a four-digit year: %s', (raw, begun) => {
  expect(isYearBegun(raw)).toBe(begun);
});
