import type { ElementDetails, ElementState } from '../../../wire/index.js';
import { createField } from '../../input/field.js';
import { stateOf } from '../../input/field-state.js';
import { defineElement, type FieldStage } from '../../runtime/define-element.js';
import { bankName } from './bank-names.js';
import { bankCodeOf, countryOf, ibanError, ibanPlaceholder, ibanRule } from './rule.js';
import { ibanMessage } from './texts.js';

/** Definition of the IBAN's Element: the account of a SEPA debit. */
export const iban = defineElement({
  loadCalls: (access, send) => import('./calls.js').then(({ createCalls }) => createCalls(access, send)),

  create({ input }: FieldStage, life) {
    const field = createField(
      'iban',
      input,
      ibanRule,
      { error: (raw) => ibanError(raw, life.options.supportedCountries), done: () => false },
      { onChange: life.changed, onLeave() {} },
    );
    const { raw } = field;
    const describe = (code: Parameters<typeof ibanMessage>[0]) => ibanMessage(code, raw().slice(0, 2));

    return {
      fields: { field },
      sends: true,
      shown: () => [field],
      clear: field.clear,
      describe,
      read: (): [string] => [raw()],
      applyOptions({ placeholderCountry }) {
        input.placeholder = ibanPlaceholder(placeholderCountry);
      },
      state(): ElementState & ElementDetails['iban'] {
        const country = countryOf(raw());
        return {
          ...stateOf([field], describe),
          country,
          bankName: bankName(country, bankCodeOf(raw())),
        };
      },
    };
  },
});
