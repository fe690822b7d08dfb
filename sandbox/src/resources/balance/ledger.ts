import type Stripe from 'stripe';
import { exponentOf } from '../../../../src/contract/money.js';
import { textStatement } from '../../kernel/db/statement.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { balanceOf } from './balance.js';
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

/** Adds a row to the ledger and changes the balance by it: there is no other way to change a balance. */
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
  await change(work, { amount: body.net, currency }, availableOn);
  if (category === 'charge' && body.status === 'available')
    work.outbox.emit('balance.available', await balanceOf(work));
  return body;
}

/** The time in the row of the money that can be used: it is before all others, and never changes. */
export const USABLE = new Date(0);

/** The job at the time at which pending money becomes available. */
export const MATURITY = { name: 'balance_available' };

const addition = textStatement(
  'add_to_balance',
  `insert into balances (account_id, livemode, currency, available_on, amount) values ($1, $2, $3, $4, $5)
  on conflict (account_id, livemode, currency, available_on)
    do update set amount = balances.amount + excluded.amount
  returning xmax = 0 as is_new`,
);

/**
 * Changes an account's balance. The changed row is locked until the transaction ends, so that changes of two accounts
 * have one order: the platform's first, then the connected account's.
 */
export async function change(
  work: Work,
  { amount, currency }: Pick<Entry, 'amount' | 'currency'>,
  availableOn: Date,
): Promise<void> {
  const isPending = availableOn > work.now;
  const time = isPending ? availableOn : USABLE;
  const values = [work.accountId, work.livemode, currency, time.toISOString(), amount];
  const [row] = await addition<{ is_new: boolean }>(work.db, values);
  if (isPending && row?.is_new) work.outbox.later(MATURITY, currency, secondsUntil(time, work.now));
}

const secondsUntil = (time: Date, now: Date) => Math.ceil((time.getTime() - now.getTime()) / 1000);

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

/**
 * Returns when a payment's money can be used: at the beginning of the second day after it, in UTC, so that all payments of a
 * day become available together.
 */
export const payableOn = (now: Date): Date =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 2));

/**
 * Returns the amount that the platform keeps of a payment: 2.9 % and 30 cents, or what comes close to that in
 * another currency.
 */
export const feeOf = (amount: number, currency: string): number =>
  Math.min(amount, Math.round(amount * 0.029) + Math.round(0.3 * 10 ** exponentOf(currency)));
