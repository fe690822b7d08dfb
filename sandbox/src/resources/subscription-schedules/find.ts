import { textAt } from '../../kernel/db/text-at.js';
import { choice } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { ofCustomer } from '../customers/index.js';
import { schedules } from './store.js';
import { subscriptionSchedules as table } from './table.js';

const at = (...path: string[]) => textAt(table.body, ...path);

/** How people find subscription schedules in the dashboard. */
export const finder = createFinder(
  [
    search('Email, name, id (also of the customer or the subscription) or metadata', {
      ids: [table.id, table.customerId, at('subscription')],
      body: table.body,
      beyond: (text, call) => ofCustomer(call, table.customerId, text),
    }),
    choice('status', 'Status', ['not_started', 'active', 'completed', 'released', 'canceled'], table.status),
    ...days(table.createdAt),
  ],
  (call, conditions) => schedules.list(call, ...conditions),
);
