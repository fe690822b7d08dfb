import {
  incomplete_account_number,
  incomplete_bsb,
  label_account_number,
  label_bsb,
  terms_au_becs_debit,
} from '../../language/locales/en.json';
import { learn } from '../../language/texts.js';
import type { Method } from '../method.js';
import { accountNumberError, accountNumberRule, bsbError, bsbRule, isAccountNumberDone } from './rules.js';

learn({ incomplete_account_number, incomplete_bsb, label_account_number, label_bsb, terms_au_becs_debit });

/** A debit of a bank account in Australia. */
export const method: Method = {
  secret: 'account_number',
  terms: 'terms_au_becs_debit',
  fields: () => [
    {
      name: 'bsb_number',
      label: 'label_bsb',
      placeholder: '000-000',
      inputMode: 'numeric',
      half: true,
      rule: bsbRule,
      error: bsbError,
      done: (digits) => !bsbError(digits),
    },
    {
      name: 'account_number',
      label: 'label_account_number',
      placeholder: '000123456',
      inputMode: 'numeric',
      half: true,
      rule: accountNumberRule,
      error: accountNumberError,
      done: isAccountNumberDone,
    },
  ],
  data: (typed) => ({ bsb_number: typed('bsb_number'), account_number: typed('account_number') }),
};
