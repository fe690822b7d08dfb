import { brandOf } from '../../elements/card/brand.js';
import { cvcError, cvcRule, isCvcDone } from '../../elements/card/cvc.js';
import { expiryError, expiryOf, expiryRule, isYearBegun } from '../../elements/card/expiry.js';
import { isNumberDone, numberError, numberRule } from '../../elements/card/number.js';
import type { Method } from '../method.js';

/** A card. Its number, expiry date and security code are as in the card's own Element. */
export const card: Method = {
  secret: 'number',
  terms: 'terms_card',
  fields({ typed }) {
    const brand = () => brandOf(typed('number'));
    return [
      {
        name: 'number',
        label: 'label_number',
        placeholder: '1234 1234 1234 1234',
        autocomplete: 'cc-number',
        inputMode: 'numeric',
        rule: numberRule,
        error: numberError,
        done: isNumberDone,
        icon: () => brand().name,
      },
      {
        name: 'expiry',
        label: 'label_expiry',
        placeholder: 'placeholder_expiry',
        autocomplete: 'cc-exp',
        inputMode: 'numeric',
        half: true,
        rule: expiryRule,
        error: (raw) => expiryError(raw, new Date()),
        done: (raw) => !expiryError(raw, new Date()),
        unfinished: isYearBegun,
      },
      {
        name: 'cvc',
        label: 'label_cvc',
        placeholder: 'placeholder_cvc',
        autocomplete: 'cc-csc',
        inputMode: 'numeric',
        half: true,
        rule: cvcRule(brand),
        error: (raw) => cvcError(raw, brand()),
        done: (raw) => isCvcDone(raw, brand()),
        icon: () => 'cvc',
      },
    ];
  },
  data(typed) {
    const { month, year } = expiryOf(typed('expiry'));
    return { number: typed('number'), exp_month: `${month}`, exp_year: `${year}`, cvc: typed('cvc') };
  },
};
