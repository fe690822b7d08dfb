import { textAt } from '../../kernel/db/text-at.js';
import { isActive } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { paymentLinks } from './links.js';
import { paymentLinks as table } from './table.js';

const at = (...path: string[]) => textAt(table.body, ...path);

/** How people find payment links in the dashboard. */
export const finder = createFinder(
  [
    search('Address, id or metadata', {
      ids: [table.id],
      texts: [at('url')],
      body: table.body,
    }),
    isActive(table.active),
    ...days(table.createdAt),
  ],
  (call, conditions) => paymentLinks.list(call, ...conditions),
);
