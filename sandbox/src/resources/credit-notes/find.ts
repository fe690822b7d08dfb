import { textAt } from '../../kernel/db/text-at.js';
import { amounts } from '../../kernel/finder/amounts.js';
import { choice } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { ofCustomer } from '../customers/index.js';
import { creditNotes } from './notes.js';
import { creditNotes as table } from './table.js';

const at = (...path: string[]) => textAt(table.body, ...path);

const money = { amount: at('amount'), currency: at('currency') };

/** How people find credit notes in the dashboard. */
export const finder = createFinder(
  [
    search('Email, name, number, amount, id (also of the invoice) or metadata', {
      ids: [table.id, table.invoiceId, table.customerId],
      texts: [at('number'), at('memo')],
      body: table.body,
      money,
      beyond: (text, call) => ofCustomer(call, table.customerId, text),
    }),
    choice('status', 'Status', ['issued', 'void'], at('status')),
    ...days(table.createdAt),
    ...amounts(money),
  ],
  (call, conditions) => creditNotes.list(call, ...conditions),
);
