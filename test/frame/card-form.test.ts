// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type CardForm, createCardForm } from '../../src/frame/elements/card/form.js';
import { FIELD_NAMES, type FieldName } from '../../src/frame/input/field.js';

let form: CardForm;
let options: Parameters<typeof createCardForm>[0];
let hidden: FieldName[];
const onChange = vi.fn();
const onLeave = vi.fn();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 5, 15) });
  onChange.mockClear();
  onLeave.mockClear();
  hidden = [];
  document.body.replaceChildren(...FIELD_NAMES.map(() => document.createElement('input')));
  const all = [...document.querySelectorAll('input')];
  const inputs = Object.fromEntries(FIELD_NAMES.map((name, index) => [name, all[index]])) as Record<
    FieldName,
    HTMLInputElement
  >;
  options = {
    inputs,
    isShown: (name) => !hidden.includes(name),
    country: 'DE',
    onChange,
    onLeave,
  };
  form = createCardForm(options);
});
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

const input = (name: FieldName) => form.fields[name].input;
const focused = () => FIELD_NAMES.find((name) => input(name) === document.activeElement);
/** Types where the caret is, and goes along with it, as a person does. */
function type(keys: string) {
  for (const data of keys) {
    document.activeElement?.dispatchEvent(
      new InputEvent('beforeinput', { inputType: 'insertText', data, bubbles: true, cancelable: true }),
    );
  }
}
const typeInto = (name: FieldName, keys: string) => {
  input(name).focus();
  type(keys);
};
const fillIn = (name: FieldName, value: string) => {
  input(name).value = value;
  input(name).dispatchEvent(new Event('input', { bubbles: true }));
};
const backspace = () => {
  const target = document.activeElement;
  target?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Backspace', bubbles: true }));
};
const error = () => form.state().error?.code;
const visa = '4242424242424242';

describe('the state of a card', () => {
  test('begins empty, incomplete and without an error', () => {
    expect(form.state()).toEqual({
      empty: true,
      complete: false,
      error: undefined,
      brand: 'unknown',
      value: { postalCode: '' },
    });
  });

  test('follows what is typed, to the end', () => {
    typeInto('number', visa);
    expect(form.state()).toMatchObject({ empty: false, complete: false, brand: 'visa' });
    type('1230');
    type('123');
    type('10115');
    expect(form.state()).toEqual({
      empty: false,
      complete: true,
      error: undefined,
      brand: 'visa',
      value: { postalCode: '10115' },
    });
  });

  test('is complete without a postal code that is not asked for', () => {
    hidden = ['postalCode'];
    fillIn('postalCode', '10115');
    fillIn('number', visa);
    fillIn('expiry', '12/30');
    fillIn('cvc', '123');
    expect(form.state()).toMatchObject({ complete: true, value: { postalCode: '' } });
  });

  test.each<[FieldName, object]>([
    ['number', { brand: 'visa' }],
    ['expiry', {}],
    ['cvc', {}],
    ['postalCode', { value: { postalCode: '10115' } }],
  ])('in an Element of its own has the details of that field: %s', (only, details) => {
    hidden = FIELD_NAMES.filter((name) => name !== only);
    form = createCardForm({ ...options, only });
    for (const [name, text] of Object.entries({
      number: visa,
      expiry: '12/30',
      cvc: '123',
      postalCode: '10115',
    }))
      fillIn(name as FieldName, text);
    expect(form.state()).toEqual({ empty: false, complete: true, error: undefined, ...details });
    expect(Object.keys(form.state()).sort()).toEqual(
      ['complete', 'empty', 'error', ...Object.keys(details)].sort(),
    );
  });

  test('is told at each change', () => {
    typeInto('number', '42');
    expect(onChange.mock.calls.length).toBeGreaterThanOrEqual(2);
  });

  test('is as at the start once it is cleared', () => {
    fillIn('number', '4242424242424241');
    form.fields.cvc.reveal();
    form.clear();
    expect(FIELD_NAMES.map((name) => input(name).value)).toEqual(['', '', '', '']);
    expect(form.state()).toMatchObject({ empty: true, complete: false, error: undefined, brand: 'unknown' });
  });

  test('holds nothing of the card but its brand and the postal code', () => {
    typeInto('number', '378282246310005');
    type('1230');
    type('7373');
    expect(JSON.stringify(form.state())).not.toMatch(/3782|1230|12 \/ 30|7373/);
  });
});

describe('an error', () => {
  test('of what is missing is not shown while the person is still in the field, and then is', () => {
    typeInto('number', '4242');
    expect(error()).toBeUndefined();
    input('expiry').focus();
    expect(error()).toBe('incomplete_number');
    // Back in the field it stands until something is changed.
    input('number').focus();
    expect(error()).toBe('incomplete_number');
    type('4');
    expect(error()).toBeUndefined();
  });

  test('of a field that was left empty is not shown', () => {
    input('number').focus();
    input('expiry').focus();
    expect(error()).toBeUndefined();
  });

  test('of what no digit more can mend is shown at once', () => {
    typeInto('number', '4242424242424241');
    expect(error()).toBe('invalid_number');
    expect(focused()).toBe('number');
    typeInto('number', '');
    form.clear();
    fillIn('expiry', '12/20');
    expect(error()).toBe('invalid_expiry_year_past');
    fillIn('expiry', '05/26');
    expect(error()).toBe('invalid_expiry_month_past');
    fillIn('expiry', '06/26');
    expect(error()).toBeUndefined();
  });

  test('of a year whose first half is typed is not shown before the person leaves', () => {
    typeInto('expiry', '1220');
    expect(error()).toBeUndefined();
    expect(focused()).toBe('expiry');
    type('30');
    expect(form.fields.expiry.error()).toBeUndefined();
    expect(focused()).toBe('cvc');
    form.clear();
    typeInto('expiry', '1220');
    input('number').focus();
    expect(error()).toBe('invalid_expiry_year_past');
  });

  test('is the first one, in the order of the fields', () => {
    for (const name of FIELD_NAMES) form.fields[name].reveal();
    expect(error()).toBe('incomplete_number');
    fillIn('number', visa);
    expect(error()).toBe('incomplete_expiry');
    fillIn('expiry', '1230');
    expect(error()).toBe('incomplete_cvc');
    fillIn('cvc', '123');
    expect(error()).toBe('incomplete_zip');
    fillIn('postalCode', '10115');
    expect(error()).toBeUndefined();
  });

  test('of a field that is not shown counts for nothing', () => {
    hidden = ['postalCode'];
    for (const name of FIELD_NAMES) form.fields[name].reveal();
    fillIn('number', visa);
    fillIn('expiry', '1230');
    fillIn('cvc', '123');
    form.fields.postalCode.reveal();
    expect(error()).toBeUndefined();
  });

  test('of a CVC comes and goes with the brand of the number', () => {
    fillIn('cvc', '1234');
    expect(error()).toBeUndefined();
    fillIn('number', visa);
    expect(error()).toBe('invalid_cvc');
    fillIn('number', '378282246310005');
    expect(error()).toBeUndefined();
  });
});

describe('the caret', () => {
  test('goes on by itself from a field that is whole', () => {
    typeInto('number', visa);
    expect(focused()).toBe('expiry');
    type('1230');
    expect(focused()).toBe('cvc');
    type('123');
    expect(focused()).toBe('postalCode');
    type('10115');
    expect(focused()).toBe('postalCode');
  });

  test.each([
    ['a wrong number', 'number', '4242424242424241'],
    ['a number that may have more digits', 'number', '6200000000000005'],
    ['a date in the past', 'expiry', '1220'],
    ['three digits of what may be an Amex', 'cvc', '123'],
  ] as const)('stays after %s', (_, name, keys) => {
    typeInto(name, keys);
    expect(focused()).toBe(name);
  });

  test('stays where autofill or an edit in the middle has completed a field', () => {
    input('number').focus();
    fillIn('number', visa);
    expect(focused()).toBe('number');
    input('number').setSelectionRange(1, 2);
    type('2');
    expect(form.fields.number.raw()).toBe(visa);
    expect(focused()).toBe('number');
  });

  test('goes on past a field that is not shown, and tells where there is none left', () => {
    hidden = ['cvc', 'postalCode'];
    typeInto('expiry', '1230');
    expect(focused()).toBe('expiry');
    expect(onLeave).toHaveBeenCalledExactlyOnceWith(1);
  });

  test('goes back from an empty field with Backspace', () => {
    input('cvc').focus();
    backspace();
    expect(focused()).toBe('expiry');
    backspace();
    expect(focused()).toBe('number');
    backspace();
    expect(focused()).toBe('number');
    expect(onLeave).toHaveBeenCalledExactlyOnceWith(-1);
  });

  test('stays with Backspace while there is something to delete', () => {
    typeInto('cvc', '1');
    backspace();
    expect(focused()).toBe('cvc');
  });

  test('is stopped by no other key', () => {
    input('cvc').focus();
    for (const key of ['Delete', 'ArrowLeft', 'Tab', 'Escape', 'Enter']) {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      expect(input('cvc').dispatchEvent(event)).toBe(true);
    }
    expect(focused()).toBe('cvc');
  });
});

test('a text that a sibling hands over is taken as if it were pasted', () => {
  form.fields.expiry.fill('2030-04');
  form.fields.number.fill('4242-4242-4242-4242');
  expect(input('expiry').value).toBe('04 / 30');
  expect(input('number').value).toBe('4242 4242 4242 4242');
});
