import { textAt } from '../../kernel/db/text-at.js';
import { choice } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { meters } from './meters.js';
import { meters as table } from './table.js';

const at = (...path: string[]) => textAt(table.body, ...path);

/** How people find meters in the dashboard. */
export const finder = createFinder(
  [
    search('Name, event or id', {
      ids: [table.id, table.eventName],
      texts: [at('display_name'), table.eventName],
    }),
    choice('status', 'Status', ['active', 'inactive'], table.status),
    ...days(table.createdAt),
  ],
  (call, conditions) => meters.list(call, ...conditions),
);
