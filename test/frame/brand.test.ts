import { describe, expect, test } from 'vitest';
import { brandOf, isNoBrand } from '../../src/frame/elements/card/brand.js';
import { isNumberDone, numberError, numberRule } from '../../src/frame/elements/card/number.js';

/** The public test numbers, by brand, as they are shown. */
const numbers: [brand: string, shown: string, cvcLength: number][] = [
  ['visa', '4242 4242 4242 4242', 3],
  ['visa', '4000 0566 5566 5556', 3],
  ['visa', '4000 0000 0000 3220', 3],
  ['mastercard', '5555 5555 5555 4444', 3],
  ['mastercard', '2223 0031 2200 3222', 3],
  ['mastercard', '5200 8282 8282 8210', 3],
  ['mastercard', '5105 1051 0510 5100', 3],
  ['amex', '3782 822463 10005', 4],
  ['amex', '3714 496353 98431', 4],
  ['discover', '6011 1111 1111 1117', 3],
  ['discover', '6011 0009 9013 9424', 3],
  ['discover', '6011 9811 1111 1113', 3],
  ['diners', '3056 9309 0259 04', 3],
  ['diners', '3622 720627 1667', 3],
  ['jcb', '3566 0020 2036 0505', 3],
  ['unionpay', '6200 0000 0000 0005', 3],
  ['unionpay', '6200 0000 0000 0047', 3],
  ['unionpay', '6205 5000 0000 0000 004', 3],
];
const digits = (shown: string) => shown.replaceAll(' ', '');

describe.each(numbers)('%s %s', (brand, shown, cvcLength) => {
  const number = digits(shown);

  test('is of its brand, valid, and grouped as on the card', () => {
    expect(brandOf(number)).toMatchObject({ name: brand, cvcLength });
    expect(numberError(number)).toBeUndefined();
    expect(numberRule.strip(numberRule.format(number))).toBe(number);
  });

  test('is invalid with another check digit', () => {
    const wrong = number.slice(0, -1) + ((Number(number.at(-1)) + 1) % 10);
    expect(numberError(wrong)).toMatch(/^in(valid|complete)_number$/);
  });

  test('is no more than incomplete while it is typed', () => {
    for (let length = 0; length < Math.min(number.length, 12); length++) {
      expect(numberError(number.slice(0, length))).toBe('incomplete_number');
    }
  });
});

test.each([
  ['378282246310005', '3782 822463 10005'],
  ['4242424242424242', '4242 4242 4242 4242'],
  ['5555555555554444', '5555 5555 5555 4444'],
  ['36227206271667', '3622 720627 1667'],
  ['6205500000000000004', '6205 5000 0000 0000 004'],
  ['42424', '4242 4'],
  ['4242', '4242'],
  ['', ''],
])('%s is shown as %s', (raw, shown) => {
  expect(numberRule.format(raw)).toBe(shown);
});

describe('the brand of the first digits', () => {
  test.each([
    ['', 'unknown'],
    ['4', 'visa'],
    ['34', 'amex'],
    ['37', 'amex'],
    ['51', 'mastercard'],
    ['55', 'mastercard'],
    ['2221', 'mastercard'],
    ['2720', 'mastercard'],
    ['6011', 'discover'],
    ['65', 'discover'],
    ['36', 'diners'],
    ['38', 'diners'],
    ['305', 'diners'],
    ['3528', 'jcb'],
    ['35', 'jcb'],
    ['6200', 'unionpay'],
    ['18', 'jcb'],
    // Until one brand is left there is none.
    ['3', 'unknown'],
    ['5', 'unknown'],
    ['6', 'unknown'],
    ['2', 'unknown'],
    ['9', 'unknown'],
    // Cards that the public type has no name for.
    ['2200', 'unknown'],
    ['6362970000457013', 'unknown'],
    ['6062826786276634', 'unknown'],
    ['6759649826438453', 'unknown'],
  ])('%s is %s', (start, name) => {
    expect(brandOf(start).name).toBe(name);
  });

  test('leaves room for any security code and any number while several brands are possible', () => {
    for (const start of ['', '5', '6', '50']) {
      expect(brandOf(start)).toMatchObject({ name: 'unknown', cvcLength: 4, usualLength: 19 });
    }
  });

  test('never takes back a brand while the rest of a test number is typed', () => {
    for (const [brand, shown] of numbers) {
      const number = digits(shown);
      for (let length = 4; length <= number.length; length++) {
        expect(brandOf(number.slice(0, length)).name).toBe(brand);
      }
    }
  });
});

describe('cards without a public name are taken all the same', () => {
  test.each([
    ['Mir', '2200000000000004'],
    ['Elo', '6362970000457013'],
    ['Hipercard', '6062826786276634'],
    ['Maestro, 16 digits', '6759649826438453'],
    ['Maestro, 19 digits', '6799990100000000019'],
    ['Maestro, 12 digits', '675964982634'],
    ['Troy', '9792030000000000'],
  ])('%s', (_, number) => {
    // Mended to its own check digit, so that the table may hold any number of the range.
    const right = [...'0123456789']
      .map((check) => number.slice(0, -1) + check)
      .filter((one) => !numberError(one));
    expect(right).toHaveLength(1);
  });
});

describe('what is wrong with a number', () => {
  test.each([
    ['', 'incomplete_number'],
    ['4', 'incomplete_number'],
    ['424242424242424', 'incomplete_number'],
    ['4242424242424242', undefined],
    ['4242424242424241', 'invalid_number'],
    ['378282246310005', undefined],
    ['378282246310004', 'invalid_number'],
    ['37828224631000', 'incomplete_number'],
    ['5555555555554445', 'invalid_number'],
    ['36227206271667', undefined],
    ['36227206271668', 'invalid_number'],
    ['6205500000000000004', undefined],
    ['6205500000000000005', 'invalid_number'],
    ['0000000000000000', 'invalid_number'],
    ['4222222222225', 'incomplete_number'],
    ['00', 'invalid_number'],
  ])('%s: %s', (number, code) => {
    expect(numberError(number)).toBe(code);
  });

  test('no card begins with 0', () => {
    expect(['0', '4', ''].map(isNoBrand)).toEqual([true, false, false]);
  });
});

describe('the caret goes on', () => {
  test.each([
    ['4242424242424242', true],
    ['4242424242424241', false],
    ['378282246310005', true],
    ['36227206271667', true],
    ['6205500000000000004', true],
    // A valid UnionPay or Maestro number of 16 may be the beginning of a longer one.
    ['6200000000000005', false],
    ['4242', false],
  ])('after %s: %s', (number, done) => {
    expect(isNumberDone(number)).toBe(done);
  });
});

describe('putting text into a number', () => {
  const put = (before: string, text: string, after = '') => {
    const around = numberRule.insert({ before, after }, text);
    return `${around.before}|${around.after}`;
  };
  test.each<[string, string, string, string, string]>([
    ['dashes', '', '4242-4242-4242-4242', '', '4242424242424242|'],
    ['spaces, dots and a line break', '', ' 4242 4242.4242\n4242 ', '', '4242424242424242|'],
    ['no-break spaces', '', '4242\u00a04242\u00a04242\u00a04242', '', '4242424242424242|'],
    ['full-width digits', '', '４２４２４２４２４２４２４２４２', '', '4242424242424242|'],
    ['words around it', '', 'Card: 4242 4242 4242 4242 (Visa)', '', '4242424242424242|'],
    ['a whole number over another', '5555', '4242424242424242', '4444', '4242424242424242|'],
    ['more than fits', '', '42424242424242424242424242', '', '4242424242424242424|'],
    ['a digit at a full number', '4242424242424242424', '1', '', '4242424242424242424|'],
    ['a digit in the middle of a full Amex', '37828', '1', '2246310005', '37828|2246310005'],
    ['a digit in the middle', '42', '9', '42', '429|42'],
    ['letters', '42', 'abc', '42', '42|42'],
  ])('%s', (_, before, text, after, expected) => {
    expect(put(before, text, after)).toBe(expected);
  });
});
