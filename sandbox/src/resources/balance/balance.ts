import type Stripe from 'stripe';
import { textStatement } from '../../kernel/db/statement.js';
import type { Work } from '../../kernel/scope.js';

/** The type of payment that all money of a balance is from: the ledger does not say by which type it came. */
export const SOURCE_TYPE = 'card';

const sums = textStatement(
  'sum_balance',
  `select currency, coalesce(sum(amount) filter (where available_on <= $3), 0) as available,
    coalesce(sum(amount) filter (where available_on > $3), 0) as pending
  from balances where account_id = $1 and livemode = $2 group by currency order by currency`,
);

const reserved = textStatement(
  'find_reserves',
  'select currency, amount from reserves where platform_id = $1 and livemode = $2 and amount > 0',
);

/**
 * Returns the amounts by currency that an account's connected accounts owe now, as far as it is liable for them: so much of its
 * own money is held back. What is pending for an account counts when it is available, as in the public API.
 */
export async function reservesOf({
  db,
  accountId,
  livemode,
}: Pick<Work, 'accountId' | 'db' | 'livemode'>): Promise<ReadonlyMap<string, number>> {
  const rows = await reserved<{ amount: string; currency: string }>(db, [accountId, livemode]);
  return new Map(rows.map(({ currency, amount }) => [currency, Number(amount)]));
}

/** The sums of a currency. The database gives large numbers as text. */
type Row = Record<'available' | 'currency' | 'pending', string>;

/** Returns the balance of an account as the API shows it. */
export async function balanceOf(
  work: Pick<Work, 'accountId' | 'db' | 'livemode' | 'now'>,
): Promise<Stripe.Balance> {
  const { db, accountId, livemode, now } = work;
  const found = await sums<Row>(db, [accountId, livemode, now.toISOString()]);
  const reserves = await reservesOf(work);
  const reservedOf = ({ currency }: { currency: string }) => reserves.get(currency) ?? 0;
  const rows = withReserved(found, reserves);
  const availableOf = (row: Row) => Number(row.available) - reservedOf(row);
  const part = (amountOf: (row: Row) => number) =>
    rows.map((row) => {
      const amount = amountOf(row);
      return { amount, currency: row.currency, source_types: { [SOURCE_TYPE]: amount } };
    });
  return {
    object: 'balance',
    available: part(availableOf),
    connect_reserved: part(reservedOf),
    instant_available: part((row) => Math.max(0, availableOf(row))),
    livemode,
    pending: part(({ pending }) => Number(pending)),
  };
}

/** Returns the sums by currency, also of a currency that an account only owes. There is always one. */
function withReserved(found: Row[], reserves: ReadonlyMap<string, number>): Row[] {
  const known = new Set(found.map(({ currency }) => currency));
  const others = [...reserves.keys()].filter((currency) => !known.has(currency)).sort();
  const names = known.size + others.length > 0 ? others : ['usd'];
  return [...found, ...names.map((currency) => ({ currency, available: '0', pending: '0' }))];
}
