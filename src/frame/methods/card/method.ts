import { brandOf } from '../../elements/card/brand.js';
import { mayBeCoBadged } from '../../elements/card/co-badged.js';
import { cvcError, cvcRule, isCvcDone } from '../../elements/card/cvc.js';
import { expiryError, expiryOf, expiryRule, isYearBegun } from '../../elements/card/expiry.js';
import { isNumberDone, numberError, numberRule } from '../../elements/card/number.js';
import type { CardField } from '../../input/field.js';
import type { Method, MethodContext } from '../method.js';

/** The choice between the networks of a co-badged card, loaded once a number may be of one. */
let networks: typeof import('../../elements/card/network-choice.js') | undefined;

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
  show(context) {
    const number = context.field('number') as CardField;
    if (networks) networks.showChoice(number, context.options(), () => {}, context.changed);
    else if (mayBeCoBadged(number.raw())) void loadNetworks(context);
  },
  data(typed) {
    const { month, year } = expiryOf(typed('expiry'));
    const network = networks?.chosenNetwork();
    return {
      number: typed('number'),
      exp_month: `${month}`,
      exp_year: `${year}`,
      cvc: typed('cvc'),
      ...(network && { networks: { preferred: network } }),
    };
  },
};

async function loadNetworks({ changed }: MethodContext) {
  networks = await import('../../elements/card/network-choice.js').catch(() => undefined);
  if (networks) changed();
}
