import type Stripe from 'stripe';
import { textStatement } from '../../kernel/db/statement.js';
import type { ScopedDatabase } from '../../kernel/scope.js';
import type { Days } from './days.js';

/** Values of each day, in the order of the days. */
type Series = readonly number[];

/** Money by currency, in the smallest unit. */
export type Money = ReadonlyMap<string, Series>;

/** What was paid in some days. */
export interface Payments {
  /** What was captured. The currency of most attempts comes first. */
  volume: Money;
  succeeded: Series;
  failed: Series;
}

// The bounds of the days are those of the reader's time zone, which the database need not know.
const DAY = (time: string) => `width_bucket(${time}, $3::timestamptz[]) - 1`;
const WITHIN = (time: string) =>
  `account_id = $1 and livemode = $2 and ${time} >= ($3::timestamptz[])[1] and ${time} < ($3::timestamptz[])[array_upper($3::timestamptz[], 1)]`;

const volumes = textStatement(
  'home_volumes',
  `select ${DAY('quarter')} as day, currency, sum(amount) as amount, sum(succeeded) as succeeded, sum(failed) as failed
  from volumes where ${WITHIN('quarter')} group by 1, 2`,
);

const disputes = textStatement(
  'home_disputes',
  `select ${DAY('created_at')} as day, count(*) as number from disputes where ${WITHIN('created_at')} group by 1`,
);

const payouts = textStatement(
  'home_payouts',
  `select ${DAY('created_at')} as day, body ->> 'currency' as currency, sum((body ->> 'amount')::bigint) as amount
  from payouts where ${WITHIN('created_at')} and status not in ('canceled', 'failed') group by 1, 2`,
);

const failedPayouts = textStatement(
  'home_failed_payouts',
  `select body from payouts where ${WITHIN('created_at')} and status = 'failed' order by created_at desc, seq desc limit $4`,
);

const waitingDisputes = textStatement(
  'home_waiting_disputes',
  `select body from disputes where account_id = $1 and livemode = $2
    and body ->> 'status' in ('needs_response', 'warning_needs_response')
  order by created_at desc, seq desc limit $3`,
);

const valuesOf = ({ accountId, livemode }: ScopedDatabase, { bounds }: Days) => [
  accountId,
  livemode,
  bounds.map((time) => time.toISOString()),
];

/** The database gives large numbers as text. */
type Row<Name extends string> = { day: number } & Record<Name, string>;

export async function paymentsOf(owner: ScopedDatabase, days: Days): Promise<Payments> {
  const rows = await volumes<Row<'amount' | 'currency' | 'failed' | 'succeeded'>>(
    owner.db,
    valuesOf(owner, days),
  );
  return {
    volume: moneyOf(rows, days, ({ failed, succeeded }) => Number(failed) + Number(succeeded)),
    succeeded: seriesOf(rows, days, ({ succeeded }) => succeeded),
    failed: seriesOf(rows, days, ({ failed }) => failed),
  };
}

/** Returns the number of disputes that customers began each day. */
export async function disputesOf(owner: ScopedDatabase, days: Days): Promise<Series> {
  const rows = await disputes<Row<'number'>>(owner.db, valuesOf(owner, days));
  return seriesOf(rows, days, ({ number }) => number);
}

/** Returns what was paid out each day, or is on its way. */
export async function payoutsOf(owner: ScopedDatabase, days: Days): Promise<Money> {
  const rows = await payouts<Row<'amount' | 'currency'>>(owner.db, valuesOf(owner, days));
  return moneyOf(rows, days, () => 1);
}

/** Returns the newest payouts of these days that no bank has taken. */
export async function failedPayoutsOf(
  owner: ScopedDatabase,
  days: Days,
  most: number,
): Promise<Stripe.Payout[]> {
  const rows = await failedPayouts<{ body: Stripe.Payout }>(owner.db, [...valuesOf(owner, days), most]);
  return rows.map(({ body }) => body);
}

/** Returns the newest disputes that somebody has to answer. */
export async function waitingDisputesOf(
  { accountId, db, livemode }: ScopedDatabase,
  most: number,
): Promise<Stripe.Dispute[]> {
  const rows = await waitingDisputes<{ body: Stripe.Dispute }>(db, [accountId, livemode, most]);
  return rows.map(({ body }) => body);
}

function seriesOf<Found extends { day: number }>(
  rows: readonly Found[],
  { names }: Days,
  read: (row: Found) => string,
): Series {
  const series = names.map(() => 0);
  for (const row of rows) series[row.day] = (series[row.day] ?? 0) + Number(read(row));
  return series;
}

function moneyOf<Found extends Row<'amount' | 'currency'>>(
  rows: readonly Found[],
  days: Days,
  weightOf: (row: Found) => number,
): Money {
  const weights = new Map<string, number>();
  for (const row of rows) weights.set(row.currency, (weights.get(row.currency) ?? 0) + weightOf(row));
  const currencies = [...weights].sort(([, one], [, other]) => other - one).map(([currency]) => currency);
  return new Map(
    currencies.map((currency) => [
      currency,
      seriesOf(
        rows.filter((row) => row.currency === currency),
        days,
        ({ amount }) => amount,
      ),
    ]),
  );
}
