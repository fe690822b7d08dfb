import { textAt } from '../../kernel/db/text-at.js';
import { amounts } from '../../kernel/finder/amounts.js';
import { choice } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { ofCustomer } from '../customers/index.js';
import { invoices } from './store.js';
import { invoices as table } from './table.js';

const at = (...path: string[]) => textAt(table.body, ...path);

const money = { amount: at('total'), currency: at('currency') };

/** How people find invoices in the dashboard. */
export const finder = createFinder(
  [
    search('Email, number, name, amount, id, description or metadata', {
      ids: [table.id, table.customerId, table.subscriptionId, table.paymentIntentId, at('number')],
      emails: [at('customer_email')],
      texts: [at('number'), at('customer_name'), at('description')],
      body: table.body,
      money,
      beyond: (text, call) => ofCustomer(call, table.customerId, text),
    }),
    choice('status', 'Status', ['draft', 'open', 'paid', 'uncollectible', 'void'], table.status),
    ...days(table.createdAt),
    ...amounts(money),
  ],
  (call, conditions) => invoices.list(call, ...conditions),
);
