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

/** Amounts that connected accounts owe, for which their platform is liable. */
const debts = textStatement(
  'sum_debts',
  `select currency, -sum(debt) as debt from (
    select balances.account_id, currency, sum(amount) as debt from balances join accounts on accounts.id = account_id
    where platform_id = $1 and livemode = $2 and body #>> '{controller,losses,payments}' = 'application'
    group by balances.account_id, currency having sum(amount) < 0
  ) as owing group by currency`,
);

/** Returns the balance of an account as the API shows it. */
export async function balanceOf({
  db,
  accountId,
  livemode,
  now,
}: Pick<Work, 'accountId' | 'db' | 'livemode' | 'now'>): Promise<Stripe.Balance> {
  const found = await sums<Record<'available' | 'currency' | 'pending', string>>(db, [
    accountId,
    livemode,
    now.toISOString(),
  ]);
  const owed = await debts<{ currency: string; debt: string }>(db, [accountId, livemode]);
  const rows = found.length > 0 ? found : [{ currency: 'usd', available: 0, pending: 0 }];
  const debtOf = new Map(owed.map(({ currency, debt }) => [currency, Number(debt)]));
  const part = (amountOf: (row: (typeof rows)[number]) => number) =>
    rows.map((row) => {
      const amount = amountOf(row);
      return { amount, currency: row.currency, source_types: { [SOURCE_TYPE]: amount } };
    });
  return {
    object: 'balance',
    available: part(({ available }) => Number(available)),
    connect_reserved: part(({ currency }) => debtOf.get(currency) ?? 0),
    instant_available: part(({ available }) => Math.max(0, Number(available))),
    livemode,
    pending: part(({ pending }) => Number(pending)),
  };
}
