import { brandOf } from '../../frame/elements/card/brand.js';
import { createCalls } from '../../frame/elements/card/calls.js';
import { guessCountry } from '../../frame/elements/card/cardholder-country.js';
import { type CardForm, createCardForm } from '../../frame/elements/card/form.js';
import { choiceOf, isDisallowed, preferredOf } from '../../frame/elements/card/networks.js';
import { FIELD_NAMES, type FieldName, readFields } from '../../frame/input/field.js';
import { firstError } from '../../frame/input/first-error.js';
import type { FieldErrorCode } from '../../frame/input/text-rule.js';
import {
  disallowed_brand,
  label_cvc,
  label_expiry,
  label_number,
  label_postalCode,
} from '../../frame/language/locales/en.json';
import { learn, text } from '../../frame/language/texts.js';
import { isRecord, type JsonObject } from '../../wire/index.js';
import { createInput, showError } from './input.js';
import type { Service, StandInContext } from './stand-in.js';

learn({ disallowed_brand });

const TYPES: Record<string, FieldName> = {
  '#cardNumber': 'number',
  '#cardExpiry': 'expiry',
  '#cardCvc': 'cvc',
  '#postalCode': 'postalCode',
};

const textOf = (code: FieldErrorCode | undefined) => code && text(code);

const createInputs = () => ({
  number: createInput(label_number, label_number, 'cc-number'),
  expiry: createInput(label_expiry, 'MM / YY', 'cc-exp'),
  cvc: createInput(label_cvc, 'CVC', 'cc-csc'),
  postalCode: createInput(label_postalCode, label_postalCode, 'postal-code'),
});

/** A card's Element, whole or one field of it: the host's fields and rules, without the host's frame. */
export function createCard({ root, hash, init, tell, api, group }: StandInContext): Service {
  const only = TYPES[hash];
  const inputs = createInputs();
  const country = guessCountry(navigator.language, new Date().getTimezoneOffset());
  let options: JsonObject = {};
  let preset: unknown;
  let offered = '';
  let lastState = '';

  const isShown = (name: FieldName) => (only ? name === only : !inputs[name].hidden);
  const form: CardForm = createCardForm({
    inputs,
    isShown,
    brand: () => brandOf(groupNumber()),
    isDisallowed: (number) => isDisallowed(number, options.disallowedCardBrands),
    country,
    onChange,
    onLeave: (step) => options.autoAdvance === true && only && group.step(form.fields[only], step),
  });
  const groupNumber = () =>
    (group.fields().find(({ name }) => name === 'number') ?? form.fields.number).raw();

  const choice = () => choiceOf(form.fields.number.raw(), options.disallowedCardBrands);
  const calls = createCalls(init, api.send);

  const member = { fields: form.shown, refresh: show };
  if (only) group.members.add(member);

  function applyOptions(given: JsonObject) {
    options = given;
    const { disabled, hidePostalCode, placeholder, value } = options;
    for (const name of FIELD_NAMES) inputs[name].disabled = disabled === true;
    if (only && typeof placeholder === 'string') inputs[only].placeholder = placeholder;
    inputs.postalCode.hidden = hidePostalCode === true;
    root.replaceChildren(...FIELD_NAMES.filter(isShown).map((name) => inputs[name]));
    const postalCode = isRecord(value) ? value.postalCode : undefined;
    // Once each: an update of something else must not undo what the person typed.
    if (typeof postalCode === 'string' && postalCode !== preset) inputs.postalCode.value = postalCode;
    preset = postalCode;
  }

  function onChange() {
    if (choice().join() !== offered) {
      offered = choice().join();
      tell({ type: 'networkschange' });
    }
    show();
    if (only) group.refresh();
  }

  function show() {
    for (const { input, shownError } of form.shown()) showError(input, textOf(shownError()));
    const state = form.state();
    const json = JSON.stringify(state);
    // Not before the page was told that the field is ready.
    if (!lastState || json === lastState) return;
    lastState = json;
    tell({ type: 'change', state });
  }

  return {
    applyOptions(given) {
      // Unless it is the same: an input that is put anew loses the focus.
      if (JSON.stringify(given) !== JSON.stringify(options)) applyOptions(given);
      onChange();
    },
    start() {
      lastState = JSON.stringify({ ...form.state(), empty: true });
      onChange();
    },
    focus: () => inputs[only ?? 'number'].focus(),
    clear: form.clear,
    async call(message) {
      // A security code of its own is for a card that was saved.
      const alone = message.method === 'createCvcToken' || message.method === 'confirmWithCvc';
      const fields = alone ? [form.fields.cvc] : only ? group.fields() : form.shown();
      const error = (alone || !only ? undefined : group.missing()) ?? firstError(fields, onChange);
      if (error) return { error };
      if (message.method === 'validate') return { value: {} };
      return calls(message, readFields(fields), preferredOf(choice(), options.preferredNetwork));
    },
    close: () => group.members.delete(member),
  };
}
