import { testClocks as table } from '../../kernel/clocks/table.js';
import { textAt } from '../../kernel/db/text-at.js';
import { choice } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { clocks } from './clocks.js';

const at = (...path: string[]) => textAt(table.body, ...path);

/** How people find test clocks in the dashboard. */
export const finder = createFinder(
  [
    search('Name or id', {
      ids: [table.id],
      texts: [at('name')],
    }),
    choice('status', 'Status', ['ready', 'advancing', 'internal_failure'], at('status')),
    ...days(table.createdAt),
  ],
  (call, conditions) => clocks.list(call, ...conditions),
);
