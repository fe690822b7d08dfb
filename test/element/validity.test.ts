// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import { EMPTY, showValidity } from '../../src/element/validity.js';

function shown(state: Parameters<typeof showValidity>[1]) {
  const setValidity = vi.fn();
  showValidity({ setValidity } as unknown as ElementInternals, state);
  return setValidity.mock.lastCall;
}

test('an empty field is missing, in words', () => {
  expect(shown(EMPTY)).toEqual([{ valueMissing: true }, expect.stringMatching(/\w/)]);
});

test('a field that is not complete yet is invalid, in words', () => {
  expect(shown({ empty: false, complete: false })).toEqual([
    { customError: true },
    expect.stringMatching(/\w/),
  ]);
});

test('a field with an error says what its own message says', () => {
  const error = { message: 'Your card number is invalid.' };
  expect(shown({ empty: false, complete: false, error })).toEqual([{ customError: true }, error.message]);
});

test('a complete field is valid', () => {
  expect(shown({ empty: false, complete: true })).toEqual([{}]);
});
