import { textStatement } from '../../kernel/db/statement.js';
import type { JobType, Work } from '../../kernel/scope.js';
import { balanceOf } from './balance.js';
import { change, MATURITY, USABLE } from './ledger.js';

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
    if (hasMatured) work.outbox.emit('balance.available', await balanceOf(work));
  },
};
