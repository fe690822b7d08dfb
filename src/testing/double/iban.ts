import { notHere } from '../../frame/api/answer.js';
import { bankName } from '../../frame/elements/iban/bank-names.js';
import { IBAN_CALLS } from '../../frame/elements/iban/calls.js';
import {
  bankCodeOf,
  countryOf,
  ibanError,
  ibanPlaceholder,
  ibanRule,
} from '../../frame/elements/iban/rule.js';
import { ibanMessage } from '../../frame/elements/iban/texts.js';
import { createField } from '../../frame/input/field.js';
import { label_iban } from '../../frame/language/locales/en.json';
import { createInput, showError } from './input.js';
import type { Service, StandInContext } from './stand-in.js';

/** The Element of an IBAN: the host's field and rules, without the host's frame. */
export function createIban({ root, tell, api }: StandInContext): Service {
  const input = createInput(label_iban, ibanPlaceholder('DE'), 'off');
  let supportedCountries: unknown;
  let lastState = '';
  const field = createField(
    'iban',
    input,
    ibanRule,
    { error: (raw) => ibanError(raw, supportedCountries), done: () => false },
    { onChange, onLeave() {} },
  );
  root.append(input);

  const messageOf = (code: ReturnType<typeof field.error>) =>
    code && ibanMessage(code, field.raw().slice(0, 2));

  function state() {
    const country = countryOf(field.raw());
    return {
      empty: !field.raw(),
      complete: !field.error(),
      error: messageOf(field.shownError()),
      brand: 'unknown',
      postalCode: '',
      country,
      bankName: bankName(country, bankCodeOf(field.raw())),
    };
  }

  function onChange() {
    const now = state();
    showError(input, now.error?.message);
    const text = JSON.stringify(now);
    if (lastState && text !== lastState) tell({ type: 'change', state: now });
    if (lastState) lastState = text;
  }

  return {
    applyOptions(options) {
      supportedCountries = options.supportedCountries;
      input.disabled = options.disabled === true;
      input.placeholder = ibanPlaceholder(options.placeholderCountry);
      onChange();
    },
    start() {
      lastState = JSON.stringify({ ...state(), empty: true });
      onChange();
    },
    focus: () => input.focus(),
    clear: field.clear,
    async call({ method, params }) {
      field.reveal();
      onChange();
      const error = messageOf(field.error());
      if (error) return { error };
      if (method === 'validate') return { value: {} };
      return IBAN_CALLS[method]?.(field.raw(), params, api.send) ?? notHere();
    },
    close() {},
  };
}
