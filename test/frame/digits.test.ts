import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { passesLuhn } from '../../src/contract/luhn.js';
import { digitsOf, toAscii } from '../../src/frame/input/digits.js';

const from = (zero: number) =>
  Array.from({ length: 10 }, (_, digit) => String.fromCodePoint(zero + digit)).join('');

describe('digits of every script become 0 to 9', () => {
  test.each<[string, number]>([
    ['ASCII', 0x30],
    ['Arabic-Indic', 0x660],
    ['Persian and Urdu', 0x6f0],
    ['Devanagari', 0x966],
    ['Bengali', 0x9e6],
    ['Gurmukhi', 0xa66],
    ['Tamil', 0xbe6],
    ['Thai', 0xe50],
    ['Tibetan', 0xf20],
    ['Myanmar', 0x1040],
    ['Khmer', 0x17e0],
    ['Mongolian', 0x1810],
    ['full-width', 0xff10],
    ['mathematical bold', 0x1d7ce],
    ['mathematical monospace', 0x1d7f6],
    ['segmented', 0x1fbf0],
    ['Adlam', 0x1e950],
  ])('%s', (_, zero) => {
    expect(digitsOf(from(zero))).toBe('0123456789');
  });

  test('and so does every decimal digit that this Unicode version has [P2]', () => {
    let expected = 0;
    let previous = 0;
    for (let code = 0; code <= 0x10ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const character = String.fromCodePoint(code);
      if (!/\p{Nd}/u.test(character)) continue;
      expected = code === previous + 1 ? (expected + 1) % 10 : 0;
      previous = code;
      if (digitsOf(character) !== `${expected}`)
        expect.fail(`U+${code.toString(16)} is ${digitsOf(character)}`);
    }
  });
});

test('what is no digit is left out, whatever it is', () => {
  expect(digitsOf('４２４２-４２４２ ٤٢４२ card\u200b no. 42!')).toBe('42424242' + '4242' + '42');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(digitsOf(text)).toMatch(/^[0-9]*$/);
    }),
    { numRuns: 50 },
  );
});

test('letters and separators keep their places', () => {
  expect(toAscii('ＳＷ１Ａ　１ＡＡ')).toBe('SW1A 1AA');
  expect(toAscii('٠٤/٣٠')).toBe('04/30');
});

describe('the Luhn check', () => {
  test('is right for every number with its check digit, and wrong with any other', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 18 });
    fc.assert(
      fc.property(digits, (body) => {
        const right = [...'0123456789'].filter((check) => passesLuhn(body + check));
        expect(right).toHaveLength(1);
      }),
    );
  });

  test('finds every single wrong digit', () => {
    const number = '4242424242424242';
    for (let place = 0; place < number.length; place++) {
      for (const digit of '0123456789') {
        const changed = number.slice(0, place) + digit + number.slice(place + 1);
        expect(passesLuhn(changed)).toBe(digit === number[place]);
      }
    }
  });
});
