import { textAt } from '../../kernel/db/text-at.js';
import { amounts } from '../../kernel/finder/amounts.js';
import { isActive } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { shippingRates } from './rates.js';
import { shippingRates as table } from './table.js';

const at = (...path: string[]) => textAt(table.body, ...path);

const money = { amount: at('fixed_amount', 'amount'), currency: at('fixed_amount', 'currency') };

/** How people find shipping rates in the dashboard. */
export const finder = createFinder(
  [
    search('Name, amount, id or metadata', {
      ids: [table.id],
      texts: [at('display_name')],
      body: table.body,
      money,
    }),
    isActive(table.active),
    ...days(table.createdAt),
    ...amounts(money),
  ],
  (call, conditions) => shippingRates.list(call, ...conditions),
);
