import { SUFFIX_DIGITS } from '../../../contract/nz-suffix.js';
import {
  incomplete_account_number,
  label_account_number,
  terms_au_becs_debit,
} from '../../language/locales/en.json';
import { learn } from '../../language/texts.js';
import type { Method } from '../method.js';
import { accountNumberError, accountNumberRule, isAccountNumberDone, partsOf } from './rules.js';

learn({ incomplete_account_number, label_account_number, terms_au_becs_debit });

/** A debit of a bank account in New Zealand. Its system has the name of the Australian one, and so has its text. */
export const method: Method = {
  secret: 'account_number',
  terms: 'terms_au_becs_debit',
  fields: () => [
    {
      name: 'account_number',
      label: 'label_account_number',
      placeholder: '11-0000-0000000-010',
      inputMode: 'numeric',
      rule: accountNumberRule,
      error: accountNumberError,
      done: isAccountNumberDone,
      unfinished: (digits) => !isAccountNumberDone(digits),
    },
  ],
  data(typed) {
    const { suffix, ...parts } = partsOf(typed('account_number'));
    return { ...parts, suffix: suffix.padStart(SUFFIX_DIGITS, '0') };
  },
};
