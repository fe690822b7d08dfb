import type Stripe from 'stripe';
import { exponentOf } from '../../../../src/contract/money.js';
import type { PayoutFailure } from '../../../../src/contract/test-payout-accounts.js';
import { textStatement } from '../../kernel/db/statement.js';
import { invalidRequest } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { JobType, Work } from '../../kernel/scope.js';
import { daysAfter, seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { type ExternalAccountState, externalAccountOf, findAccountState } from '../accounts/index.js';
import { record, SOURCE_TYPE, spend } from '../balance/index.js';
import { FAILURES, failureOf, isReversible, type Method, markErrored } from './destination.js';
import { payouts as table } from './table.js';

export const payouts = documents(table, 'payout');

export interface PayoutStart {
  /** Amount in the currency's smallest unit. */
  amount: number;
  currency: string;
  destination: ExternalAccountState;
  method: Method;
  automatic: boolean;
  description?: string | undefined;
  statementDescriptor?: string | undefined;
  metadata?: Record<string, string>;
}

/** Time for which a payout can still be canceled, and time that the bank then takes. Both take days in live mode. */
const PENDING_SECONDS = 4;
const TRANSIT_SECONDS = 1;

/**
 * Pays out money that can be used.
 *
 * @throws ApiError 400 `balance_insufficient` or `payouts_limit_exceeded`
 */
export async function payOut(work: Work, start: PayoutStart): Promise<Stripe.Payout> {
  const id = newId('po');
  const { amount, currency, description = null } = start;
  const sent = await spend(work, {
    type: 'payout',
    category: 'payout',
    source: id,
    amount: -amount,
    fee: feeOf(start),
    currency,
    description: description ?? 'PAYOUT',
  });
  // The money is locked now, so that no other payout is made beside this one.
  if (start.method === 'instant') await requireFewer(work);
  return insert(work, { ...start, id, transaction: sent.id });
}

/** Largest number of instant payouts of an account in a day. */
const INSTANT_PER_DAY = 10;

const instantPayouts = textStatement(
  'count_instant_payouts',
  `select count(*) as count from payouts
  where account_id = $1 and livemode = $2 and created_at >= $3 and body ->> 'method' = 'instant'`,
);

/** @throws ApiError 400 for an account that has had all its instant payouts of this day, in UTC. */
async function requireFewer({ accountId, db, livemode, now }: Work): Promise<void> {
  const values = [accountId, livemode, daysAfter(now, 0).toISOString()];
  const [row] = await instantPayouts<{ count: string }>(db, values);
  if (Number(row?.count) < INSTANT_PER_DAY) return;
  throw invalidRequest(
    `You have reached your daily limit for instant payouts, which is ${INSTANT_PER_DAY}. Send method=standard, or try again tomorrow.`,
    { code: 'payouts_limit_exceeded', param: 'method' },
  );
}

/** Takes money that an account owes from its bank account. The amount is below zero. */
export async function debit(work: Work, start: PayoutStart): Promise<Stripe.Payout> {
  const id = newId('po');
  const { amount, currency } = start;
  const taken = await record(work, {
    type: 'payout',
    category: 'payout',
    source: id,
    amount: -amount,
    currency,
    description: 'PAYOUT',
  });
  return insert(work, { ...start, id, transaction: taken.id });
}

/** Returns what an instant payout costs: one percent, and at least 50 cents, or what comes close to that in another currency. */
const feeOf = ({ amount, currency, method }: { amount: number; currency: string; method: string }): number =>
  method === 'instant'
    ? Math.max(Math.round(amount * 0.01), Math.round(0.5 * 10 ** exponentOf(currency)))
    : 0;

/** Adds a payout whose money has left the balance, or has come back to it, where the amount is negative. */
async function insert(
  work: Work,
  start: PayoutStart & { id: string; transaction: string; original?: string },
): Promise<Stripe.Payout> {
  const { id, destination, method } = start;
  const wait = method === 'instant' ? 0 : PENDING_SECONDS;
  const arrivesAt = new Date(work.now.getTime() + (wait + TRANSIT_SECONDS) * 1000);
  const body: Stripe.Payout = {
    id,
    object: 'payout',
    amount: start.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: seconds(arrivesAt),
    automatic: start.automatic,
    balance_transaction: start.transaction,
    created: seconds(work.now),
    currency: start.currency,
    description: start.description ?? null,
    destination: destination.body.id,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: work.livemode,
    metadata: start.metadata ?? {},
    method,
    original_payout: start.original ?? null,
    payout_method: null,
    reconciliation_status: start.automatic ? 'in_progress' : 'not_applicable',
    reversed_by: null,
    source_type: SOURCE_TYPE,
    statement_descriptor: start.statementDescriptor ?? null,
    status: 'pending',
    trace_id: null,
    type: destination.body.object,
  };
  await payouts.insert(work, {
    id,
    body,
    arrivesAt,
    destinationId: destination.body.id,
    status: body.status,
  });
  work.outbox.emit('payout.created', body);
  work.outbox.later(departure, id, wait);
  return body;
}

/** Stores a change of a payout. */
export async function change(
  work: Work,
  before: Stripe.Payout,
  changed: Partial<Stripe.Payout>,
): Promise<Stripe.Payout> {
  const after = { ...before, ...changed };
  await payouts.replace(work, before.id, { body: after, status: after.status });
  work.outbox.emit('payout.updated', after, previousAttributes(before, after));
  return after;
}

/** The job that gives a payout to the bank: from then on it can't be canceled. */
export const departure: JobType = {
  name: 'send_payout',
  async run(work, id) {
    const { body } = await payouts.lock(work, id);
    if (body.status !== 'pending') return;
    // The account of a payout that is still here may have been rejected since.
    const account = await findAccountState(work, work.accountId);
    if (account?.state.progress.rejected) return void (await stop(work, body));
    await change(work, body, { status: 'in_transit' });
    work.outbox.later(arrival, id, TRANSIT_SECONDS);
  },
};

/** The job at the time at which a payout arrives, or comes back. */
export const arrival: JobType = {
  name: 'settle_payout',
  async run(work, id) {
    const { body } = await payouts.lock(work, id);
    if (body.status !== 'in_transit') return;
    const destination = await externalAccountOf(work, String(body.destination));
    const failure = body.original_payout ? undefined : failureAt(destination);
    if (failure) await fail(work, body, failure);
    else await arrive(work, body);
  },
};

/** A bank account that was deleted since takes no money any more. */
const failureAt = (destination: ExternalAccountState | undefined): PayoutFailure | undefined =>
  destination ? failureOf(destination) : 'no_account';

async function arrive(work: Work, before: Stripe.Payout): Promise<void> {
  const reconciled = before.automatic && { reconciliation_status: 'completed' as const };
  const after = await change(work, before, { status: 'paid', ...reconciled });
  work.outbox.emit('payout.paid', after);
  if (reconciled) work.outbox.emit('payout.reconciliation_completed', after);
}

async function fail(work: Work, before: Stripe.Payout, failure: PayoutFailure): Promise<void> {
  const returned = await giveBack(work, before, 'payout_failure');
  const after = await change(work, before, {
    failure_balance_transaction: returned.id,
    failure_code: failure,
    failure_message: FAILURES[failure],
    status: 'failed',
  });
  work.outbox.emit('payout.failed', after);
  await markErrored(work, String(before.destination));
}

/** Brings the money of a payout back, and its fee. */
const giveBack = (
  work: Work,
  payout: Stripe.Payout,
  type: 'payout_cancel' | 'payout_failure',
): Promise<Stripe.BalanceTransaction> =>
  record(work, {
    type,
    category: type === 'payout_cancel' ? 'payout' : 'payout_reversal',
    source: payout.id,
    amount: payout.amount,
    fee: -feeOf(payout),
    currency: payout.currency,
  });

/** @throws ApiError 400 for a payout that is under way already, or that the schedule made. */
export async function cancel(work: Work, id: string): Promise<Stripe.Payout> {
  const { body } = await payouts.lock(work, id);
  if (body.automatic) {
    throw invalidRequest(`Payout ${id} can't be canceled, because it was made by the payout schedule.`);
  }
  if (body.status !== 'pending') {
    throw invalidRequest(`Payout ${id} is ${body.status}: only a pending payout can be canceled.`);
  }
  return stop(work, body);
}

/** Cancels a payout that the bank has not got yet. */
async function stop(work: Work, before: Stripe.Payout): Promise<Stripe.Payout> {
  const returned = await giveBack(work, before, 'payout_cancel');
  const after = await change(work, before, { failure_balance_transaction: returned.id, status: 'canceled' });
  work.outbox.emit('payout.canceled', after);
  return after;
}

/**
 * Calls a payout back from the bank: a payout of the same amount below zero.
 *
 * @throws ApiError 400 for one that has not arrived, that was called back before, or that went to another country.
 */
export async function reverse(
  work: Work,
  id: string,
  metadata: Record<string, string>,
): Promise<Stripe.Payout> {
  const { body } = await payouts.lock(work, id);
  if (body.reversed_by) throw invalidRequest(`Payout ${id} has already been reversed.`);
  if (body.status !== 'paid' || body.amount < 0)
    throw invalidRequest(`Payout ${id} can't be reversed: only a payout that is paid can.`);
  const destination = await externalAccountOf(work, String(body.destination));
  if (!destination || !isReversible(destination))
    throw invalidRequest(`Payout ${id} can't be reversed: only payouts to bank accounts in the US can.`);
  const { amount, currency } = body;
  const reversal = newId('po');
  const returned = await record(work, {
    type: 'payout',
    category: 'payout_reversal',
    source: reversal,
    amount,
    currency,
  });
  const made = await insert(work, {
    id: reversal,
    amount: -amount,
    automatic: false,
    currency,
    destination,
    metadata,
    method: 'standard',
    original: id,
    transaction: returned.id,
  });
  await change(work, body, { reversed_by: reversal });
  return made;
}
