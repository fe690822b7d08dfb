import type { ElementState, WireError } from '../wire/index.js';
import { brandOf } from './brand.js';
import { cvcError, cvcRule, isCvcDone } from './fields/cvc.js';
import { expiryError, expiryOf, expiryRule, isYearBegun } from './fields/expiry.js';
import type { FieldErrorCode, TextRule } from './fields/field.js';
import { isNumberDone, numberError, numberRule } from './fields/number.js';
import { postalCodeError, postalCodeRule } from './fields/postal-code.js';
import { fieldError } from './messages.js';
import { formatInput } from './text-input.js';

export type FieldName = 'number' | 'expiry' | 'cvc' | 'postalCode';

/** The card as it is sent: it leaves the frame in one POST, and never for the page. */
export interface CardValues {
  number: string;
  exp_month: string;
  exp_year: string;
  cvc: string;
  postalCode: string;
}

interface Field {
  input: HTMLInputElement;
  raw(): string;
  error(): FieldErrorCode | undefined;
  /** Whether the caret may go on to the next field. */
  done(): boolean;
  /** Whether an error would come too early, since more may follow. */
  unfinished(): boolean;
  /** Whether the person has left the field, or asked to submit: then also what is missing is an error. */
  revealed: boolean;
}

export interface CardForm {
  fields: Record<FieldName, Field>;
  state(): ElementState;
  values(): CardValues;
  /** Shows all that is wrong, and returns the first of it. */
  validate(): WireError | undefined;
  /** The error that a person sees now in a field, or anywhere. */
  shownError(name?: FieldName): WireError | undefined;
  clear(): void;
}

export interface CardFormOptions {
  inputs: Record<FieldName, HTMLInputElement>;
  /** The country that postal codes are probably of, ISO 3166-1 alpha-2. */
  country: string | undefined;
  onChange(): void;
}

/** The four inputs of a card as one form: their rules, the way of the caret between them, and what is wrong. */
export function createCardForm({ inputs, country, onChange }: CardFormOptions): CardForm {
  const today = () => new Date();
  const brand = () => brandOf(fields.number.raw());

  const fields: Record<FieldName, Field> = {
    number: createField(inputs.number, numberRule, {
      error: numberError,
      done: isNumberDone,
    }),
    expiry: createField(inputs.expiry, expiryRule, {
      error: (raw) => expiryError(raw, today()),
      done: (raw) => !expiryError(raw, today()),
      unfinished: isYearBegun,
    }),
    cvc: createField(inputs.cvc, cvcRule(brand), {
      error: (raw) => cvcError(raw, brand()),
      done: (raw) => isCvcDone(raw, brand()),
    }),
    postalCode: createField(inputs.postalCode, postalCodeRule, {
      error: (raw) => postalCodeError(raw, country),
      done: () => false,
    }),
  };

  function createField(
    input: HTMLInputElement,
    rule: TextRule,
    checks: {
      error(raw: string): FieldErrorCode | undefined;
      done(raw: string): boolean;
      unfinished?(raw: string): boolean;
    },
  ): Field {
    const raw = () => rule.strip(input.value);
    const field: Field = {
      input,
      raw,
      error: () => checks.error(raw()),
      done: () => checks.done(raw()),
      unfinished: () => input === document.activeElement && !!checks.unfinished?.(raw()),
      revealed: false,
    };
    formatInput(input, rule, (typedAtEnd) => {
      field.revealed = false;
      if (typedAtEnd && field.done()) neighbour(field, 1)?.input.focus();
      onChange();
    });
    input.addEventListener('focus', onChange);
    input.addEventListener('blur', () => {
      field.revealed = raw() !== '';
      onChange();
    });
    input.addEventListener('keydown', ({ key }) => {
      if (key === 'Backspace' && !input.value) neighbour(field, -1)?.input.focus();
    });
    return field;
  }

  const active = () => Object.values(fields).filter(({ input }) => !input.hidden);

  function neighbour(field: Field, step: 1 | -1): Field | undefined {
    const all = active();
    return all[all.indexOf(field) + step];
  }

  function shownCode(field: Field): FieldErrorCode | undefined {
    const code = field.error();
    const visible = field.revealed || (field.raw() && !code?.startsWith('incomplete') && !field.unfinished());
    return code && visible ? code : undefined;
  }

  const firstError = (codeOf: (field: Field) => FieldErrorCode | undefined) => {
    const code = active().map(codeOf).find(Boolean);
    return code && fieldError(code);
  };

  function validate() {
    for (const field of active()) field.revealed = true;
    onChange();
    return firstError((field) => field.error());
  }

  function clear() {
    for (const field of Object.values(fields)) {
      field.input.value = '';
      field.revealed = false;
    }
    onChange();
  }

  return {
    fields,
    state: () => ({
      empty: active().every((field) => !field.raw()),
      complete: active().every((field) => !field.error()),
      error: firstError(shownCode),
      brand: brand().name,
      postalCode: fields.postalCode.raw(),
    }),
    values() {
      const { month, year } = expiryOf(fields.expiry.raw());
      return {
        number: fields.number.raw(),
        exp_month: `${month}`,
        exp_year: `${year}`,
        cvc: fields.cvc.raw(),
        postalCode: fields.postalCode.input.hidden ? '' : fields.postalCode.raw().trim(),
      };
    },
    validate,
    shownError: (name) => {
      const code = name && shownCode(fields[name]);
      return name ? code && fieldError(code) : firstError(shownCode);
    },
    clear,
  };
}
