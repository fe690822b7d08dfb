import type { ElementDetails, ElementState } from '../../../wire/index.js';
import {
  type CardField,
  createField,
  FIELD_NAMES,
  type FieldChecks,
  type FieldName,
} from '../../input/field.js';
import { stateOf } from '../../input/field-state.js';
import type { TextRule } from '../../input/text-rule.js';
import { brandOf } from './brand.js';
import { cvcError, cvcRule, isCvcDone } from './cvc.js';
import { expiryError, expiryRule, isYearBegun } from './expiry.js';
import { isNumberDone, numberError, numberRule } from './number.js';
import { postalCodeError, postalCodeRule } from './postal-code.js';

/** State of a card, whole or one field of it, with the details that its Element has. */
export type CardState = ElementState & Partial<ElementDetails['card']>;

/** Inputs of a card in one document, which shows all of them or one. */
export interface CardForm {
  fields: Record<FieldName, CardField>;
  /** The fields that a person sees, in order. */
  shown(): CardField[];
  state(): CardState;
  clear(): void;
}

export interface CardFormOptions {
  inputs: Record<FieldName, HTMLInputElement>;
  /** The only field that is shown; left out for a whole card. */
  only?: FieldName | undefined;
  isShown(name: FieldName): boolean;
  /** The card's number, if it is in another document. */
  groupNumber?(): string | undefined;
  /** Whether the page refuses the card with this number. */
  isDisallowed?(number: string): boolean | undefined;
  /** The likely country of postal codes, ISO 3166-1 alpha-2. */
  country: string | undefined;
  onChange(): void;
  /** Called when the caret leaves the last of the shown fields forwards, or the first one backwards. */
  onLeave?(direction: 1 | -1): void;
}

export function createCardForm(options: CardFormOptions): CardForm {
  const { inputs, only, isShown, country, onChange, onLeave } = options;
  // The number is read from the input, because a code that was typed before this script ran is laid out
  // before there are fields.
  const brand = () => brandOf(options.groupNumber?.() ?? numberRule.strip(inputs.number.value));
  const today = () => new Date();

  const field = (name: FieldName, rule: TextRule, checks: FieldChecks) =>
    createField(name, inputs[name], rule, checks, { onChange, onLeave: (step) => leave(name, step) });

  const fields: Record<FieldName, CardField> = {
    number: field('number', numberRule, {
      error: (raw) => (options.isDisallowed?.(raw) ? 'disallowed_brand' : numberError(raw)),
      done: isNumberDone,
    }),
    expiry: field('expiry', expiryRule, {
      error: (raw) => expiryError(raw, today()),
      done: (raw) => !expiryError(raw, today()),
      unfinished: isYearBegun,
    }),
    cvc: field('cvc', cvcRule(brand), {
      error: (raw) => cvcError(raw, brand()),
      done: (raw) => isCvcDone(raw, brand()),
    }),
    postalCode: field('postalCode', postalCodeRule, {
      error: (raw) => postalCodeError(raw, country),
      done: () => false,
    }),
  };

  /** Returns whether the Element's state includes a field, which a whole card may hide. */
  const isOf = (name: FieldName) => !only || only === name;
  const shown = () => FIELD_NAMES.filter(isShown).map((name) => fields[name]);

  function leave(name: FieldName, step: 1 | -1) {
    const all = shown();
    const next = all[all.indexOf(fields[name]) + step];
    if (next) next.input.focus();
    else onLeave?.(step);
  }

  return {
    fields,
    shown,
    state() {
      return {
        ...stateOf(shown()),
        ...(isOf('number') && { brand: brand().name }),
        ...(isOf('postalCode') && {
          value: { postalCode: isShown('postalCode') ? fields.postalCode.raw() : '' },
        }),
      };
    },
    clear() {
      for (const name of FIELD_NAMES) fields[name].clear();
    },
  };
}
