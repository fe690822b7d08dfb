import { textAt } from '../../kernel/db/text-at.js';
import { isActive } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { products } from './products.js';
import { products as table } from './table.js';

const at = (...path: string[]) => textAt(table.body, ...path);

/** How people find products in the dashboard. */
export const finder = createFinder(
  [
    search('Name, id, description or metadata', {
      ids: [table.id],
      texts: [at('name'), at('description')],
      body: table.body,
    }),
    isActive(table.active),
    ...days(table.createdAt),
  ],
  (call, conditions) => products.list(call, ...conditions),
);
