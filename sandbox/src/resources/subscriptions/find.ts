import { eq, or } from 'drizzle-orm';
import { textAt } from '../../kernel/db/text-at.js';
import { choice } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { related, search } from '../../kernel/finder/search.js';
import { ofCustomer } from '../customers/index.js';
import { subscriptions } from './store.js';
import { subscriptionItems, subscriptions as table } from './table.js';

const at = (...path: string[]) => textAt(table.body, ...path);

const STATUSES = [
  'active',
  'trialing',
  'past_due',
  'unpaid',
  'paused',
  'incomplete',
  'incomplete_expired',
  'canceled',
];

/** How people find subscriptions in the dashboard. */
export const finder = createFinder(
  [
    search('Email, name, id (also of a price), description or metadata', {
      ids: [table.id, table.customerId],
      texts: [at('description')],
      body: table.body,
      beyond: (text, call) =>
        or(
          ofCustomer(call, table.customerId, text),
          related(
            table,
            subscriptionItems,
            eq(subscriptionItems.subscriptionId, table.id),
            eq(subscriptionItems.priceId, text),
          ),
        ),
    }),
    choice('status', 'Status', STATUSES, table.status),
    choice(
      'collection',
      'It is paid',
      { charge_automatically: 'By itself', send_invoice: 'By invoice' },
      table.collectionMethod,
    ),
    ...days(table.createdAt),
  ],
  (call, conditions) => subscriptions.list(call, ...conditions),
);
