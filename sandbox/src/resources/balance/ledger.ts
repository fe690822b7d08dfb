import type Stripe from 'stripe';
import { exponentOf } from '../../../../src/contract/money.js';
import { textStatement } from '../../kernel/db/statement.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { daysAfter, nextDay, seconds, secondsUntil } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { balanceOf } from './balance.js';
import { balanceTransactions as table } from './table.js';

/**
 * The ledger's rows: each is a change of an account's balance, with its reason, its amount and the time from
 * which it can be used.
 */
export const ledger = documents(table, 'balance_transaction');

/** The share of a platform, which it keeps of a payment of its connected account; negative where it gives that back. */
export interface ApplicationFee {
  amount: number;
  platform: string;
}

export interface Entry {
  type: Stripe.BalanceTransaction.Type;
  /** Category in the balance, which is coarser than the type. */
  category: Stripe.BalanceTransaction['reporting_category'];
  /** Id of the charge, refund or dispute. */
  source: string;
  /** Amount in the currency's smallest unit; negative for money that leaves. */
  amount: number;
  /** Amount that the processor keeps. */
  fee?: number;
  applicationFee?: ApplicationFee;
  currency: string;
  description?: string | null;
  /** Time from which the money can be used. By default at once. */
  availableOn?: Date;
}

/** Returns the change of the balance by an entry. */
export const netOf = ({ amount, fee = 0, applicationFee }: Entry): number =>
  amount - fee - (applicationFee?.amount ?? 0);

/** Adds a row to the ledger and changes the balance by it: there is no other way to change a balance. */
export async function record(work: Work, entry: Entry): Promise<Stripe.BalanceTransaction> {
  const { type, category, source, amount, currency, description = null } = entry;
  const availableOn = entry.availableOn ?? work.now;
  const net = netOf(entry);
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
    fee: amount - net,
    fee_details: feesOf(entry),
    net,
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
    net,
    availableOn,
    payoutId: null,
  });
  await change(work, { amount: net, currency }, availableOn);
  if (category === 'charge' && body.status === 'available') {
    work.outbox.emit('balance.available', await balanceOf(work));
    payOutTomorrow(work, currency);
  }
  return body;
}

/** The job on a day on which an account has money that could be paid out. */
export const AUTOMATIC_PAYOUT = { name: 'automatic_payout' };

const payOutTomorrow = ({ now, outbox }: Work, currency: string) =>
  outbox.later(AUTOMATIC_PAYOUT, currency, secondsUntil(nextDay(now), now));

/** The time in the row of the money that can be used: it is before all others, and never changes. */
export const USABLE = new Date(0);

/** The job at the time at which pending money becomes available. */
export const MATURITY = { name: 'balance_available' };

// The row of the money that can be used is locked first, so that two transactions wait for each other in one place.
const addition = textStatement(
  'add_to_balance',
  `insert into balances (account_id, livemode, currency, available_on, amount)
  select $1, $2, $3, unnest($4::timestamptz[]), unnest($5::bigint[])
  on conflict (account_id, livemode, currency, available_on)
    do update set amount = balances.amount + excluded.amount
  returning xmax = 0 as is_new, amount as sum`,
);

/**
 * Changes an account's balance, which is locked until the transaction ends. A transaction changes the balance of the
 * platform first, and then that of a connected account: two that began with different ones would wait for each other.
 */
export async function change(
  work: Work,
  { amount, currency }: Pick<Entry, 'amount' | 'currency'>,
  availableOn: Date,
): Promise<void> {
  const isPending = availableOn > work.now;
  const rows = isPending
    ? { times: [USABLE, availableOn], amounts: [0, amount] }
    : { times: [USABLE], amounts: [amount] };
  const times = rows.times.map((time) => time.toISOString());
  const changed = await addition<{ is_new: boolean; sum: string }>(work.db, [
    work.accountId,
    work.livemode,
    currency,
    times,
    rows.amounts,
  ]);
  if (isPending && changed[1]?.is_new)
    work.outbox.later(MATURITY, currency, secondsUntil(availableOn, work.now));
  const usable = Number(changed[0]?.sum);
  const before = usable - (isPending ? 0 : amount);
  // The next day's job takes the debt from the bank account, where the settings of the account say so.
  if (usable < 0 && before >= 0) payOutTomorrow(work, currency);
}

/** Returns the time from which the money of a row can be used, or could be. */
export const availableOnOf = async (work: Work, id: string): Promise<Date> =>
  (await ledger.find(work, id)).availableOn;

/** Returns a row as it is now: pending money becomes available automatically. */
export const asOf = (body: Stripe.BalanceTransaction, now: Date): Stripe.BalanceTransaction => ({
  ...body,
  status: statusOf(new Date(body.available_on * 1000), now),
});

const statusOf = (availableOn: Date, now: Date) => (availableOn > now ? 'pending' : 'available');

function feesOf({ fee = 0, applicationFee, currency }: Entry): Stripe.BalanceTransaction.FeeDetail[] {
  const { amount = 0, platform = '' } = applicationFee ?? {};
  const all: Stripe.BalanceTransaction.FeeDetail[] = [
    {
      amount,
      application: applicationOf(platform),
      currency,
      description: 'Application fee',
      type: 'application_fee',
    },
    {
      amount: fee,
      application: null,
      currency,
      description: 'Payframe processing fees',
      type: 'stripe_fee',
    },
  ];
  return all.filter((one) => one.amount !== 0);
}

/** Returns the id of a platform in what its connected accounts see of it. */
export const applicationOf = (platform: string): string => platform.replace('acct_', 'ca_');

/** Days that a payment's money is pending, where the settings of the account say nothing else. */
const USUAL_DELAY_DAYS = 2;

/**
 * Returns when a payment's money can be used: at the beginning of a day after it, in UTC, so that all payments of a day become
 * available together.
 */
export const payableOn = (now: Date, days = USUAL_DELAY_DAYS): Date => daysAfter(now, days);

const delay = textStatement(
  'find_delay',
  `select state #>> '{given,settings,payouts,schedule,delay_days}' as days from accounts where id = $1`,
);

/**
 * Returns when the money of a payment can be used that is taken now.
 *
 * @param merchant The account that it is settled for, whose settings say how long it is pending.
 */
export async function settlementOf({ db, now }: Work, merchant: string): Promise<Date> {
  const [row] = await delay<{ days: string | null }>(db, [merchant]);
  return payableOn(now, row?.days ? Number(row.days) : undefined);
}

/**
 * Returns the amount that the platform keeps of a payment: 2.9 % and 30 cents, or what comes close to that in
 * another currency.
 */
export const feeOf = (amount: number, currency: string): number =>
  Math.min(amount, Math.round(amount * 0.029) + Math.round(0.3 * 10 ** exponentOf(currency)));
