import {
  incomplete_account_number,
  incomplete_sort_code,
  label_account_number,
  label_sort_code,
  terms_bacs_debit,
} from '../../language/locales/en.json';
import { learn } from '../../language/texts.js';
import type { Method } from '../method.js';
import { accountNumberError, accountNumberRule, sortCodeError, sortCodeRule } from './rules.js';

learn({
  incomplete_account_number,
  incomplete_sort_code,
  label_account_number,
  label_sort_code,
  terms_bacs_debit,
});

/** A debit of a bank account in the United Kingdom. */
export const method: Method = {
  secret: 'account_number',
  terms: 'terms_bacs_debit',
  fields: () => [
    {
      name: 'sort_code',
      label: 'label_sort_code',
      placeholder: '10-88-00',
      inputMode: 'numeric',
      half: true,
      rule: sortCodeRule,
      error: sortCodeError,
      done: (digits) => !sortCodeError(digits),
    },
    {
      name: 'account_number',
      label: 'label_account_number',
      placeholder: '00012345',
      inputMode: 'numeric',
      half: true,
      rule: accountNumberRule,
      error: accountNumberError,
      done: (digits) => !accountNumberError(digits),
    },
  ],
  data: (typed) => ({ sort_code: typed('sort_code'), account_number: typed('account_number') }),
};
