import { eq, or, type SQL, sql } from 'drizzle-orm';
import { textAt } from '../../kernel/db/text-at.js';
import { amounts } from '../../kernel/finder/amounts.js';
import { choice } from '../../kernel/finder/choices.js';
import { days } from '../../kernel/finder/days.js';
import { createFinder } from '../../kernel/finder/finder.js';
import { isId, related, search } from '../../kernel/finder/search.js';
import { methods } from '../../methods/index.js';
import { chargesTable, paidBy } from '../charges/index.js';
import { ofCustomer } from '../customers/index.js';
import { paymentIntents } from './kind.js';
import { STATES } from './states.js';
import { paymentIntents as table } from './table.js';

const at = (...path: string[]) => textAt(table.body, ...path);

const money = { amount: at('amount'), currency: at('currency') };

const isOfCharge = eq(chargesTable.paymentIntentId, table.id);

/** Keeps payments of which an attempt fits. */
const charged = (condition: SQL): SQL => related(table, chargesTable, isOfCharge, condition);

const inCharge = (...path: string[]) => textAt(chargesTable.body, ...path);

/** How people find payments in the dashboard. */
export const finder = createFinder(
  [
    search('Email, last four digits, amount, id, name, description or metadata', {
      ids: [table.id, table.customerId, at('payment_method'), at('payment_details', 'order_reference')],
      emails: [at('receipt_email')],
      texts: [at('description')],
      body: table.body,
      money,
      beyond: (text) =>
        isId(text)
          ? charged(eq(chargesTable.id, text))
          : or(ofCustomer(table, table.customerId, text), paidBy(table, isOfCharge, text)),
    }),
    choice('status', 'Status', STATES, statusIs),
    choice('method', 'Method', methods.types, (type) => charged(sql`${chargesTable.type} = ${type}`)),
    ...days(table.createdAt),
    ...amounts(money),
  ],
  (call, conditions) => paymentIntents.list(call, ...conditions),
);

function statusIs(status: string): SQL {
  switch (status) {
    case 'refunded':
      return charged(
        sql`${inCharge('amount_refunded')}::numeric > ${inCharge('amount')}::numeric - ${inCharge('amount_captured')}::numeric
          and ${inCharge('captured')} = 'true'`,
      );
    case 'disputed':
      return charged(sql`${inCharge('disputed')} = 'true'`);
    case 'declined':
      return sql`${at('status')} = 'requires_payment_method' and ${at('last_payment_error', 'message')} is not null`;
    default:
      return sql`${at('status')} = ${status}`;
  }
}
