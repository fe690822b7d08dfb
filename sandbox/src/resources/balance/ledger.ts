import type Stripe from 'stripe';
import { exponentOf } from '../../../../src/contract/money.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { balanceTransactions as table } from './table.js';

/**
 * The ledger's rows: each is a change of an account's balance, with its reason, its amount and the time from
 * which it can be used.
 */
export const ledger = documents(table, 'balance_transaction');

export interface Entry {
  type: Stripe.BalanceTransaction.Type;
  /** Category in the balance, which is coarser than the type. */
  category: Stripe.BalanceTransaction['reporting_category'];
  /** Id of the charge, refund or dispute. */
  source: string;
  /** Amount in the currency's smallest unit; negative for money that leaves. */
  amount: number;
  /** Amount that the platform keeps. */
  fee?: number;
  currency: string;
  description?: string | null;
  /** Time from which the money can be used. By default at once. */
  availableOn?: Date;
}

/** Adds a row to the ledger, which is the only way to change a balance. */
export async function record(work: Work, entry: Entry): Promise<Stripe.BalanceTransaction> {
  const { type, category, source, amount, fee = 0, currency, description = null } = entry;
  const availableOn = entry.availableOn ?? work.now;
  const body: Stripe.BalanceTransaction = {
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: seconds(availableOn),
    balance_type: 'payments',
    created: seconds(work.now),
    currency,
    description,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [feeDetail(fee, currency)],
    net: amount - fee,
    reporting_category: category,
    source,
    status: statusOf(availableOn, work.now),
    type,
  };
  await ledger.insert(work, {
    id: body.id,
    body,
    sourceId: source,
    type,
    currency,
    net: body.net,
    availableOn,
  });
  return body;
}

/** Returns a row as it is now: pending money becomes available by itself. */
export const asOf = (body: Stripe.BalanceTransaction, now: Date): Stripe.BalanceTransaction => ({
  ...body,
  status: statusOf(new Date(body.available_on * 1000), now),
});

const statusOf = (availableOn: Date, now: Date) => (availableOn > now ? 'pending' : 'available');

const feeDetail = (amount: number, currency: string): Stripe.BalanceTransaction.FeeDetail => ({
  amount,
  application: null,
  currency,
  description: 'Payframe processing fees',
  type: 'stripe_fee',
});

const DAY_MS = 24 * 3600 * 1000;

/** Returns when a payment's money can be used: two days later, as is usual for cards. */
export const payableOn = (now: Date): Date => new Date(now.getTime() + 2 * DAY_MS);

/**
 * Returns the amount that the platform keeps of a payment: 2.9 % and 30 cents, or what comes close to that in
 * another currency.
 */
export const feeOf = (amount: number, currency: string): number =>
  Math.min(amount, Math.round(amount * 0.029) + Math.round(0.3 * 10 ** exponentOf(currency)));
