import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { textStatement } from '../../kernel/db/statement.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { JobType, Work } from '../../kernel/scope.js';
import { balanceOf, reservesOf } from './balance.js';
import { AUTOMATIC_PAYOUT, change, type Entry, MATURITY, netOf, record, USABLE } from './ledger.js';

/**
 * Adds a row for money that leaves an account, which has to have it: refunds and disputes may make a balance negative, this may
 * not. Of two at once, the second finds what the first has left.
 *
 * @throws ApiError 400 `balance_insufficient`
 */
export async function spend(work: Work, entry: Entry): Promise<Stripe.BalanceTransaction> {
  const { currency } = entry;
  const needed = -netOf(entry);
  const { usable, reserved } = await lockMoney(work, currency);
  if (usable >= needed) return record(work, entry);
  const held =
    reserved > 0 ? ` ${money(reserved, currency)} is held back for what your connected accounts owe.` : '';
  throw invalidRequest(
    `You have insufficient available funds in your account: ${money(usable, currency)} is available, and ` +
      `${money(needed, currency)} is needed.${held} Money of a payment is pending for some days. In test mode it is available at ` +
      'once if you pay with the token tok_bypassPending, or with the test card that ends in 0077.',
    { code: 'balance_insufficient' },
  );
}

/** Returns the money of an account that can be used, in the currency's smallest unit. Nothing takes it until the transaction ends. */
export const lockUsable = async (work: Work, currency: string): Promise<number> =>
  (await lockMoney(work, currency)).usable;

/** Returns the money that can be used, and what is held back of the rest. */
async function lockMoney(work: Work, currency: string): Promise<{ usable: number; reserved: number }> {
  const { usable } = await gather(work, currency);
  const reserved = (await reservesOf(work)).get(currency) ?? 0;
  return { usable: usable - reserved, reserved };
}

const assignment = textStatement(
  'assign_to_payout',
  `update balance_transactions set payout_id = $5
  where account_id = $1 and livemode = $2 and currency = $3 and available_on <= $4 and payout_id is null
  returning id`,
);

/** Notes of the rows whose money can be used that they went into a payout: all that did not go into an earlier one. */
export async function assignToPayout(work: Work, currency: string, payout: string): Promise<void> {
  const { accountId, db, livemode, now } = work;
  await assignment(db, [accountId, livemode, currency, now.toISOString(), payout]);
}

const gathering = textStatement(
  'gather_balance',
  `with matured as (
    delete from balances where account_id = $1 and livemode = $2 and currency = $3
      and available_on > $4 and available_on <= $5
    returning amount
  )
  update balances set amount = amount + (select coalesce(sum(amount), 0) from matured)
  where account_id = $1 and livemode = $2 and currency = $3 and available_on = $4
  returning amount, (select count(*) from matured) as matured`,
);

/**
 * Locks the money of an account that can be used, and adds to it what was pending until now. The lock comes first, so
 * that two transactions at once find each other's changes.
 */
async function gather(work: Work, currency: string): Promise<{ usable: number; hasMatured: boolean }> {
  await change(work, { amount: 0, currency }, USABLE);
  const { accountId, livemode, now } = work;
  const values = [accountId, livemode, currency, USABLE.toISOString(), now.toISOString()];
  const [row] = await gathering<{ amount: unknown; matured: unknown }>(work.db, values);
  return { usable: Number(row?.amount), hasMatured: Number(row?.matured) > 0 };
}

/** The job at the time at which pending money becomes available. */
export const maturity: JobType = {
  ...MATURITY,
  async run(work, currency) {
    const { hasMatured } = await gather(work, currency);
    if (!hasMatured) return;
    work.outbox.emit('balance.available', await balanceOf(work));
    work.outbox.later(AUTOMATIC_PAYOUT, currency, 0);
  },
};
