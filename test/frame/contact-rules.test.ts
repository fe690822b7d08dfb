import { describe, expect, test } from 'vitest';
import {
  emailError,
  emailRule,
  MISSING,
  phoneError,
  phoneRule,
  required,
} from '../../src/frame/input/contact-rules.js';
import en from '../../src/frame/language/locales/en.json';
import { NOWHERE, typedInto } from './typed-into.js';

describe('an email address', () => {
  test.each([
    'jenny@example.com',
    'j@example.co.uk',
    'first.last+shop@mail.example',
    "o'brien@example.ie",
    'käthe@müller.example',
    'post@xn--mller-kva.example',
  ])('is complete: %s', (email) => {
    expect(emailError(email)).toBeUndefined();
  });

  test.each(['', 'jenny', 'jenny@', 'jenny@example', 'jenny@example.', 'jenny@example.c'])(
    'is incomplete, because more may follow: %s',
    (email) => {
      expect(emailError(email)).toBe('incomplete_email');
    },
  );

  test.each([
    '@example.com',
    '.jenny@example.com',
    'jenny..rosen@example.com',
    'jenny.@example.com',
    'jenny@@example.com',
    'jenny@example.com@example.com',
    'jenny@.example.com',
    'jenny@-example.com',
    'jenny@exa_mple!.com',
  ])('is invalid, whatever follows: %s', (email) => {
    expect(emailError(email)).toBe('invalid_email');
  });

  test('loses the spaces around it, and what no address has room for', () => {
    expect(typedInto(emailRule, ' jenny@example.com\n')).toBe('jenny@example.com');
    expect(typedInto(emailRule, `${'j'.repeat(300)}@example.com`)).toHaveLength(254);
  });
});

describe('a phone number', () => {
  test.each(['+49 30 901820', '(415) 555-0132', '020 7946 0018', '112 34', '+999 123 456 789 012'])(
    'is complete: %s',
    (phone) => {
      expect(phoneError(phone)).toBeUndefined();
    },
  );

  test.each(['', '+', '+49', '1234'])('is incomplete: %s', (phone) => {
    expect(phoneError(phone)).toBe('incomplete_phone');
  });

  test.each(['1234567890123456', '49+30901820'])('is invalid: %s', (phone) => {
    expect(phoneError(phone)).toBe('invalid_phone');
  });

  test('takes digits of any script, and no letters', () => {
    expect(typedInto(phoneRule, '+٤٩ ٣٠ ٩٠١٨٢٠ ext.')).toBe('+49 30 901820 .');
  });
});

test('a required text is anything but spaces', () => {
  expect(required(MISSING.name)(' ')).toBe('incomplete_name');
  expect(required(MISSING.name)('Li')).toBeUndefined();
  expect(required()('')).toBe('incomplete_field');
  for (const code of Object.values(MISSING)) expect(en[code]).toMatch(/\.$/);
});

test('a text goes in where the caret is', () => {
  expect(emailRule.insert({ before: 'jenny', after: 'example.com' }, '@')).toEqual({
    before: 'jenny@',
    after: 'example.com',
  });
  expect(emailRule.insert(NOWHERE, '')).toEqual(NOWHERE);
});
