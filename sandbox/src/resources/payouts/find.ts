import { textAt } from '../../kernel/db/text-at.js';
import { amounts } from '../../kernel/finder/amounts.js';
import { choice } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { payouts } from './payout.js';
import { payouts as table } from './table.js';

const at = (...path: string[]) => textAt(table.body, ...path);

const money = { amount: at('amount'), currency: at('currency') };

/** How people find payouts in the dashboard. */
export const finder = createFinder(
  [
    search('Amount, id (also of the bank account), description or metadata', {
      ids: [table.id, table.destinationId],
      texts: [at('description'), at('statement_descriptor')],
      body: table.body,
      money,
    }),
    choice('status', 'Status', ['paid', 'pending', 'in_transit', 'canceled', 'failed'], table.status),
    choice('method', 'Method', ['standard', 'instant'], at('method')),
    ...days(table.createdAt),
    ...amounts(money),
  ],
  (call, conditions) => payouts.list(call, ...conditions),
);
