import { describe, expect, test } from 'vitest';
import type { Shown } from '../../src/frame/input/text-edit.js';
import { applyEdit } from '../../src/frame/input/text-edit.js';
import * as au from '../../src/frame/methods/au_becs_debit/rules.js';
import * as gb from '../../src/frame/methods/bacs_debit/rules.js';
import { blikCodeError, blikCodeRule } from '../../src/frame/methods/blik/rules.js';
import * as nz from '../../src/frame/methods/nz_bank_account/rules.js';
import * as us from '../../src/frame/methods/us_bank_account/rules.js';
import { typedInto } from './typed-into.js';

const atEnd = (value: string): Shown => ({ value, start: value.length, end: value.length });

describe('a US bank account', () => {
  // The test number, the Federal Reserve Bank of Boston, and two large banks.
  test.each(['110000000', '011000015', '021000021', '121042882'])('has the routing number %s', (digits) => {
    expect(us.routingNumberError(digits)).toBeUndefined();
  });

  test.each(['110000001', '011000051', '000000000', '123456789'])(
    'has no routing number whose check digit is wrong: %s',
    (digits) => {
      expect(us.routingNumberError(digits)).toBe('invalid_routing_number');
    },
  );

  test('has a routing number of nine digits, and no more', () => {
    expect(us.routingNumberError('11000000')).toBe('incomplete_routing_number');
    expect(typedInto(us.routingNumberRule, '1100-0000-00')).toBe('110000000');
  });

  test('has an account number of 4 to 17 digits', () => {
    expect(us.accountNumberError('123')).toBe('incomplete_account_number');
    expect(us.accountNumberError('1234')).toBeUndefined();
    expect(typedInto(us.accountNumberRule, '1'.repeat(20))).toHaveLength(17);
  });

  test('has the same account number twice', () => {
    const error = (digits: string) => us.confirmationError(digits, '000123456789');
    expect(error('000123456789')).toBeUndefined();
    expect(error('0001234')).toBe('incomplete_account_number');
    expect(error('')).toBe('incomplete_account_number');
    expect(error('0001243')).toBe('invalid_account_number_confirmation');
    expect(error('0001234567890')).toBe('invalid_account_number_confirmation');
    expect(us.confirmationError('', '')).toBe('incomplete_account_number');
  });
});

describe('a British bank account', () => {
  test('has a sort code in three pairs, however it is written', () => {
    for (const written of ['108800', '10-88-00', '10 88 00', '１０８８００'])
      expect(typedInto(gb.sortCodeRule, written)).toBe('10-88-00');
    expect(gb.sortCodeError('10880')).toBe('incomplete_sort_code');
    expect(gb.sortCodeError('108800')).toBeUndefined();
  });

  test('has an account number of eight digits', () => {
    expect(gb.accountNumberError('0001234')).toBe('incomplete_account_number');
    expect(gb.accountNumberError('00012345')).toBeUndefined();
    expect(typedInto(gb.accountNumberRule, '000123456')).toBe('00012345');
  });

  test('loses a digit of its sort code at a time, and all of it with the key for a word', () => {
    const without = (unit: 'character' | 'word') =>
      applyEdit(gb.sortCodeRule, atEnd('10-88-00'), { type: 'delete', direction: 'backward', unit }).value;
    expect(without('character')).toBe('10-88-0');
    expect(without('word')).toBe('');
  });
});

describe('an Australian bank account', () => {
  test('has a BSB number in two groups', () => {
    expect(typedInto(au.bsbRule, '000000')).toBe('000-000');
    expect(au.bsbError('00000')).toBe('incomplete_bsb');
    expect(au.bsbError('000000')).toBeUndefined();
  });

  test('is at the bank that its BSB number names', () => {
    expect(au.bankName('062000')).toBe('Commonwealth Bank');
    expect(au.bankName('000000')).toBe('');
    expect(au.bankName('0')).toBe('');
  });

  test('has an account number of 5 to 9 digits', () => {
    expect(au.accountNumberError('1234')).toBe('incomplete_account_number');
    expect(au.accountNumberError('12345')).toBeUndefined();
    expect(typedInto(au.accountNumberRule, '000 123 4567')).toBe('000123456');
    expect(au.isAccountNumberDone('12345678')).toBe(false);
    expect(au.isAccountNumberDone('123456789')).toBe(true);
  });
});

describe('a New Zealand bank account', () => {
  test('is one number in the groups in which banks write it', () => {
    expect(typedInto(nz.accountNumberRule, '11')).toBe('11');
    expect(typedInto(nz.accountNumberRule, '1100000')).toBe('11-0000-0');
    for (const written of ['1100000000000010', '11-0000-0000000-010', '11 0000 0000000 0109'])
      expect(typedInto(nz.accountNumberRule, written)).toBe('11-0000-0000000-010');
  });

  test('has a suffix of two or three digits', () => {
    expect(nz.accountNumberError('11000000000001')).toBe('incomplete_account_number');
    expect(nz.accountNumberError('110000000000010')).toBeUndefined();
    expect(nz.isAccountNumberDone('110000000000010')).toBe(false);
    expect(nz.isAccountNumberDone('1100000000000010')).toBe(true);
  });

  test('is sent in the parts that the API has', () => {
    expect(nz.partsOf('1100002222222027')).toEqual({
      bank_code: '11',
      branch_code: '0000',
      account_number: '2222222',
      suffix: '027',
    });
  });
});

test('a BLIK code has six digits, in two groups', () => {
  expect(typedInto(blikCodeRule, '7771234')).toBe('777 123');
  expect(blikCodeError('77712')).toBe('incomplete_blik_code');
  expect(blikCodeError('777123')).toBeUndefined();
});
