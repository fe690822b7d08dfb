import type Stripe from 'stripe';
import { selection, textStatement } from '../db/statement.js';
import { invalidRequest } from '../errors.js';
import type { Work } from '../scope.js';
import { found } from '../store/owner.js';
import { onClockAt } from '../transaction.js';
import { testClocks as table } from './table.js';

const find = selection(table);

// A clock that is being advanced is locked. To wait for it would be a deadlock where it waits for an object of this transaction.
const hold = textStatement(
  'hold_test_clock',
  `select body from test_clocks where account_id = $1 and livemode = $2 and id = $3 for share skip locked`,
);

/**
 * Returns the same transaction for the objects of a test clock, at its time. The clock stands still until the transaction
 * ends. Objects without a clock live by the wall clock: the work stays as it is.
 *
 * @throws ApiError 404 `resource_missing` at `test_clock`; 400 while the clock is being advanced.
 */
export async function onClock<Own extends Work>(
  work: Own,
  clock: Stripe.Customer['test_clock'],
): Promise<Own> {
  if (!clock || clock === work.clock) return work;
  // An object keeps the id; the clock itself is there only where it is expanded.
  const id = String(clock);
  const { db, accountId, livemode } = work;
  const [held] = await hold<{ body: Stripe.TestHelpers.TestClock }>(db, [accountId, livemode, id]);
  if (!held) found(await find(work, id), { kind: 'test_clock', id, param: 'test_clock' });
  if (held?.body.status !== 'ready') throw underway();
  return onClockAt(work, id, new Date(held.body.frozen_time * 1000));
}

export const underway = () =>
  invalidRequest(
    'Test clock advancement underway - cannot perform modifications until advancement is complete. Wait until the status of the ' +
      'test clock is ready, or for the event test_helpers.test_clock.ready.',
  );
