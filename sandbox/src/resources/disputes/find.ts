import { textAt } from '../../kernel/db/text-at.js';
import { amounts } from '../../kernel/finder/amounts.js';
import { choice } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { paidBy } from '../charges/index.js';
import { disputes } from './disputes.js';
import { disputes as table } from './table.js';

const at = (...path: string[]) => textAt(table.body, ...path);

const money = { amount: at('amount'), currency: at('currency') };

const STATUSES = [
  'needs_response',
  'under_review',
  'won',
  'lost',
  'warning_needs_response',
  'warning_under_review',
  'warning_closed',
  'prevented',
];

const REASONS = [
  'bank_cannot_process',
  'check_returned',
  'credit_not_processed',
  'customer_initiated',
  'debit_not_authorized',
  'duplicate',
  'fraudulent',
  'general',
  'incorrect_account_details',
  'insufficient_funds',
  'noncompliant',
  'product_not_received',
  'product_unacceptable',
  'subscription_canceled',
  'unrecognized',
];

/** How people find disputes in the dashboard. */
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
  (call, conditions) => disputes.list(call, ...conditions),
);
