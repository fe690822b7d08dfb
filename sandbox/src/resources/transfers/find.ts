import { textAt } from '../../kernel/db/text-at.js';
import { amounts } from '../../kernel/finder/amounts.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { transfers as table } from './table.js';
import { transfers } from './transfer.js';

const at = (...path: string[]) => textAt(table.body, ...path);

const money = { amount: at('amount'), currency: at('currency') };

/** How people find transfers in the dashboard. */
export const finder = createFinder(
  [
    search('Amount, id (also of an account or a payment), group, description or metadata', {
      ids: [table.id, table.destinationId, table.paymentId, table.chargeId, table.transferGroup],
      texts: [at('description')],
      body: table.body,
      money,
    }),
    ...days(table.createdAt),
    ...amounts(money),
  ],
  (call, conditions) => transfers.list(call, ...conditions),
);
