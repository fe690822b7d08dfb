import { eq } from 'drizzle-orm';
import { textAt } from '../../kernel/db/text-at.js';
import { amounts } from '../../kernel/finder/amounts.js';
import { choice, isActive } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { prices } from './prices.js';
import { prices as table } from './table.js';

const at = (...path: string[]) => textAt(table.body, ...path);

const money = { amount: at('unit_amount'), currency: at('currency') };

/** How people find prices in the dashboard. */
export const finder = createFinder(
  [
    search('Amount, id (also of the product), nickname, lookup key or metadata', {
      ids: [table.id, table.productId, table.lookupKey],
      texts: [at('nickname')],
      body: table.body,
      money,
    }),
    isActive(table.active),
    choice('type', 'Type', ['one_time', 'recurring'], table.type),
    ...days(table.createdAt),
    ...amounts(money),
  ],
  (call, conditions) => prices.list(call, eq(table.deleted, false), ...conditions),
);
