import { textAt } from '../../kernel/db/text-at.js';
import { amounts } from '../../kernel/finder/amounts.js';
import { choice } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { paidBy } from '../charges/index.js';
import { refunds } from './refunds.js';
import { refunds as table } from './table.js';

const at = (...path: string[]) => textAt(table.body, ...path);

const money = { amount: at('amount'), currency: at('currency') };

const STATUSES = ['succeeded', 'pending', 'requires_action', 'failed', 'canceled'];

const REASONS = ['requested_by_customer', 'duplicate', 'fraudulent', 'expired_uncaptured_charge'];

/** How people find refunds in the dashboard. */
export const finder = createFinder(
  [
    search('Email, last four digits, amount, id, name or metadata', {
      ids: [table.id, table.chargeId, table.paymentIntentId],
      body: table.body,
      money,
      beyond: (text, call) => paidBy(table, text, call),
    }),
    choice('status', 'Status', STATUSES, at('status')),
    choice('reason', 'Reason', REASONS, at('reason')),
    ...days(table.createdAt),
    ...amounts(money),
  ],
  (call, conditions) => refunds.list(call, ...conditions),
);
