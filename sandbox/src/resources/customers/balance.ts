import type Stripe from 'stripe';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { replaceCustomer } from './customers.js';
import { customerBalanceTransactions as table } from './table.js';

export const balanceTransactions = documents(table, 'customer_balance_transaction');

/** A change of what a customer owes. */
export interface BalanceEntry {
  type: Stripe.CustomerBalanceTransaction.Type;
  /** Amount in the currency's smallest unit; negative for a credit of the customer. */
  amount: number;
  currency: string;
  description?: string | null;
  creditNote?: string | null;
  invoice?: string | null;
  metadata?: Record<string, string>;
}

/** Changes the balance of a customer, who has to be locked, and notes the reason. */
export async function changeBalance(
  work: Work,
  before: Stripe.Customer,
  entry: BalanceEntry,
): Promise<{ customer: Stripe.Customer; transaction: Stripe.CustomerBalanceTransaction }> {
  const transaction = await noteBalance(work, before, entry);
  const change = { balance: transaction.ending_balance, currency: before.currency ?? entry.currency };
  return { customer: await replaceCustomer(work, before, change), transaction };
}

/** Notes why the balance of a customer changes. The caller changes the customer, who has to be locked. */
export async function noteBalance(
  work: Work,
  before: Stripe.Customer,
  {
    amount,
    currency,
    type,
    creditNote = null,
    description = null,
    invoice = null,
    metadata = {},
  }: BalanceEntry,
): Promise<Stripe.CustomerBalanceTransaction> {
  const body: Stripe.CustomerBalanceTransaction = {
    id: newId('cbtxn'),
    object: 'customer_balance_transaction',
    amount,
    checkout_session: null,
    created: seconds(work.now),
    credit_note: creditNote,
    currency,
    customer: before.id,
    customer_account: null,
    description,
    ending_balance: before.balance + amount,
    invoice,
    livemode: work.livemode,
    metadata,
    type,
  };
  await balanceTransactions.insert(work, { id: body.id, body, customerId: before.id });
  return body;
}
