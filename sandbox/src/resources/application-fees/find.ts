import { textAt } from '../../kernel/db/text-at.js';
import { amounts } from '../../kernel/finder/amounts.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { fees } from './fees.js';
import { applicationFees as table } from './table.js';

const at = (...path: string[]) => textAt(table.body, ...path);

const money = { amount: at('amount'), currency: at('currency') };

/** How people find application fees in the dashboard. */
export const finder = createFinder(
  [
    search('Amount or id (also of the account or the payment)', {
      ids: [table.id, table.payerId, table.chargeId],
      money,
    }),
    ...days(table.createdAt),
    ...amounts(money),
  ],
  (call, conditions) => fees.list(call, ...conditions),
);
