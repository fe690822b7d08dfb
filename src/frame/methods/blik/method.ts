import {
  incomplete_blik_code,
  label_blik_code,
  text_blik,
  text_blik_waiting,
  text_time_left,
} from '../../language/locales/en.json';
import { learn } from '../../language/texts.js';
import type { Method } from '../method.js';
import { blikCodeError, blikCodeRule } from './rules.js';

learn({ incomplete_blik_code, label_blik_code, text_blik, text_blik_waiting, text_time_left });

/** BLIK: a code of the payer's banking app, in which they confirm the payment. */
export const method: Method = {
  note: () => 'text_blik',
  fields: () => [
    {
      name: 'code',
      label: 'label_blik_code',
      placeholder: '000 000',
      autocomplete: 'one-time-code',
      inputMode: 'numeric',
      rule: blikCodeRule,
      error: blikCodeError,
      done: (digits) => !blikCodeError(digits),
    },
  ],
  options: (typed) => ({ code: typed('code') }),
};
