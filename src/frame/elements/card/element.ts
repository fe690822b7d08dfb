import { isRecord } from '../../../wire/index.js';
import { unreachable } from '../../api/answer.js';
import { type CardField, type FieldName, readFields, type Typed } from '../../input/field.js';
import { defineElement, type Model, type Stage } from '../../runtime/define-element.js';
import { type CardForm, createCardForm } from './form.js';
import type { Siblings } from './sibling-fields.js';

/** Field that each of the split Elements shows. A whole card has no entry. */
export const FIELD_OF: Record<string, FieldName> = {
  cardNumber: 'number',
  cardExpiry: 'expiry',
  cardCvc: 'cvc',
  postalCode: 'postalCode',
};

/** Functions for co-badged cards, and for pages that refuse brands. */
export interface Networks {
  isDisallowed(number: string, disallowed: unknown): boolean;
  /** The network that should process a co-badged card, if one is chosen. */
  chosenNetwork(): string | undefined;
}

export interface CardModel extends CardForm, Model<[typed: Typed, network?: string]> {
  fields: CardForm['fields'];
  shown: CardForm['shown'];
  state: CardForm['state'];
}

export interface CardStage extends Stage<CardModel> {
  inputs: Record<FieldName, HTMLInputElement>;
  /** The field that is shown; `undefined` if the document shows all fields. */
  only: FieldName | undefined;
  /** The likely country of postal codes, ISO 3166-1 alpha-2. */
  country: string | undefined;
  /** Loaded once a card needs it. */
  networks?: Networks | undefined;
  /** The Elements that hold the other fields of this card, once they are joined. A whole card has none. */
  siblings?: Siblings | undefined;
}

/** Definition of a card's Elements: the whole card, or one field of it. */
export const card = defineElement({
  loadCalls: (access, send) => import('./calls.js').then(({ createCalls }) => createCalls(access, send)),

  create(stage: CardStage, life): CardModel {
    const { inputs, only } = stage;
    const isShown = (name: FieldName) => (only ? name === only : !inputs[name].hidden);
    const form = createCardForm({
      ...stage,
      isShown,
      groupNumber: () => stage.siblings?.number(),
      isDisallowed: (number) => stage.networks?.isDisallowed(number, life.options.disallowedCardBrands),
      onChange: life.changed,
      onLeave: (direction) => life.options.autoAdvance === true && stage.siblings?.step(direction),
    });
    let preset: unknown;

    return {
      ...form,
      sends: isShown('number'),
      read: (fields) => [readFields(fields as CardField[]), stage.networks?.chosenNetwork()],
      applyOptions({ hidePostalCode, value }) {
        inputs.postalCode.hidden = hidePostalCode === true;
        const postalCode = isRecord(value) ? value.postalCode : undefined;
        // Applied once for each value, so that an update of another option does not undo what the person
        // typed.
        if (typeof postalCode === 'string' && postalCode !== preset)
          inputs.postalCode.value = postalCode.slice(0, 12);
        preset = postalCode;
      },
      // The security code of a sibling depends on the brand of this number.
      onChange: () => stage.siblings?.refresh(),
      collect(method) {
        if (only && !stage.siblings) return unreachable();
        // These calls take only the security code, for a saved card.
        if (/Cvc/.test(method)) return [form.fields.cvc];
        const error = stage.siblings?.missing();
        return error ? { error } : (stage.siblings?.fields() ?? form.shown());
      },
    };
  },
});
