import { textAt } from '../../kernel/db/text-at.js';
import { isActive } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { taxRates } from './rates.js';
import { taxRates as table } from './table.js';

const at = (...path: string[]) => textAt(table.body, ...path);

/** How people find tax rates in the dashboard. */
export const finder = createFinder(
  [
    search('Name, country, id, description or metadata', {
      ids: [table.id, at('country')],
      texts: [at('display_name'), at('jurisdiction'), at('description')],
      body: table.body,
    }),
    isActive(table.active),
    ...days(table.createdAt),
  ],
  (call, conditions) => taxRates.list(call, ...conditions),
);
