import { textAt } from '../../kernel/db/text-at.js';
import { choice } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { coupons } from './coupons.js';
import { coupons as table } from './table.js';

const at = (...path: string[]) => textAt(table.body, ...path);

/** How people find coupons in the dashboard. */
export const finder = createFinder(
  [
    search('Name, id or metadata', {
      ids: [table.id],
      texts: [at('name')],
      body: table.body,
    }),
    choice('duration', 'Duration', ['forever', 'once', 'repeating'], at('duration')),
    ...days(table.createdAt),
  ],
  (call, conditions) => coupons.list(call, ...conditions),
);
