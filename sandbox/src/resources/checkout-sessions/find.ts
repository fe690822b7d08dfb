import { textAt } from '../../kernel/db/text-at.js';
import { amounts } from '../../kernel/finder/amounts.js';
import { choice } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { search } from '../../kernel/finder/search.js';
import { ofCustomer } from '../customers/index.js';
import { sessions } from './store.js';
import { checkoutSessions as table } from './table.js';

const at = (...path: string[]) => textAt(table.body, ...path);

const money = { amount: at('amount_total'), currency: at('currency') };

/** How people find Checkout Sessions in the dashboard. */
export const finder = createFinder(
  [
    search('Email, name, amount, id, your reference or metadata', {
      ids: [
        table.id,
        table.customerId,
        table.paymentIntentId,
        table.paymentLinkId,
        table.subscriptionId,
        table.setupIntentId,
        at('client_reference_id'),
      ],
      emails: [table.email, at('customer_details', 'email')],
      texts: [at('customer_details', 'name')],
      body: table.body,
      money,
      beyond: (text, call) => ofCustomer(call, table.customerId, text),
    }),
    choice('status', 'Status', ['open', 'complete', 'expired'], table.status),
    choice('payment', 'Payment', ['paid', 'unpaid', 'no_payment_required'], at('payment_status')),
    choice('purpose', 'Mode', ['payment', 'setup', 'subscription'], at('mode')),
    ...days(table.createdAt),
    ...amounts(money),
  ],
  (call, conditions) => sessions.list(call, ...conditions),
);
