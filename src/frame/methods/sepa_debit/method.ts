import { ibanFormat } from '../../elements/iban/format.js';
import { SEPA } from '../../elements/iban/specs.js';
import {
  incomplete_iban,
  invalid_iban,
  invalid_iban_start,
  label_iban,
  terms_sepa_debit,
} from '../../language/locales/en.json';
import { learn } from '../../language/texts.js';
import type { Method } from '../method.js';

learn({ incomplete_iban, invalid_iban, invalid_iban_start, label_iban, terms_sepa_debit });

const { rule, error } = ibanFormat(SEPA);

/** Matches accounts of countries in SEPA that are outside of the European Economic Area. Their banks need the address of the payer. */
const OUTSIDE_EEA = /^(AD|CH|GB|GI|MC|SM|VA)/;

/** A debit of an account in the countries of SEPA. */
export const method: Method = {
  secret: 'iban',
  terms: 'terms_sepa_debit',
  fields: () => [
    {
      name: 'iban',
      label: 'label_iban',
      placeholder: 'DE00 0000 0000 0000 0000 00',
      rule,
      error(raw) {
        const code = error(raw);
        return code === 'invalid_iban_country_code' ? 'invalid_iban' : code;
      },
    },
  ],
  requires: (typed) => (OUTSIDE_EEA.test(typed('iban')) ? ['address.country', 'address.line1'] : []),
  data: (typed) => ({ iban: typed('iban') }),
};
