import type Stripe from 'stripe';
import { BANK_NAME } from '../../../../src/contract/kept-account.js';
import {
  bankNamed,
  type PayoutFailure,
  type TestBank,
} from '../../../../src/contract/test-payout-accounts.js';
import { invalidRequest } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import type { JobType, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { record } from '../balance/index.js';
import { topups as table } from './table.js';

export const topups = documents(table, 'topup');

export interface TopupStart {
  /** Amount in the currency's smallest unit. */
  amount: number;
  currency: string;
  /** The account that the money comes from. */
  bank: TestBank;
  description: string | null;
  group: string | null;
  metadata: Record<string, string>;
  statementDescriptor: string | null;
}

/** Time that a top-up takes, in which it can be canceled. In live mode that is days. */
const SETTLES_AFTER_SECONDS = 4;

/** Asks the platform's bank for money. */
export async function topUp(work: Work, start: TopupStart): Promise<Stripe.Topup> {
  const { amount, bank, currency } = start;
  const expected = new Date(work.now.getTime() + SETTLES_AFTER_SECONDS * 1000);
  const body: Stripe.Topup = {
    id: newId('tu'),
    object: 'topup',
    amount,
    balance_transaction: null,
    created: seconds(work.now),
    currency,
    description: start.description,
    expected_availability_date: seconds(expected),
    failure_code: null,
    failure_message: null,
    initiated_by: null,
    livemode: work.livemode,
    metadata: start.metadata,
    source: sourceOf(work, bank, currency),
    statement_descriptor: start.statementDescriptor,
    status: 'pending',
    transfer_group: start.group,
  };
  await topups.insert(work, { id: body.id, body, amount, behaves: bank.name, status: body.status });
  work.outbox.emit('topup.created', body);
  work.outbox.later(settlement, body.id, SETTLES_AFTER_SECONDS);
  return body;
}

/** Returns a bank account as the source that it is for a top-up. Its number is not among it. */
const sourceOf = (
  { accountId, livemode, now, secrets }: Work,
  bank: TestBank,
  currency: string,
): Stripe.Source => ({
  id: newId('src'),
  object: 'source',
  ach_debit: {
    bank_name: BANK_NAME,
    country: bank.country,
    fingerprint: secrets.bankFingerprint(accountId, `${bank.routing ?? ''}${bank.number}`),
    last4: bank.number.slice(-4),
    routing_number: bank.routing,
    type: 'individual',
  },
  allow_redisplay: null,
  amount: null,
  client_secret: '',
  created: seconds(now),
  currency,
  flow: 'none',
  livemode,
  metadata: {},
  owner: null,
  statement_descriptor: null,
  status: 'chargeable',
  type: 'ach_debit',
  usage: 'reusable',
});

/** Stores a change of a top-up. */
export async function change(
  work: Work,
  before: Stripe.Topup,
  changed: Partial<Stripe.Topup>,
): Promise<Stripe.Topup> {
  const after = { ...before, ...changed };
  await topups.replace(work, before.id, { body: after, status: after.status });
  return after;
}

/** The job that ends a top-up: its money is there, or the bank has refused. */
export const settlement: JobType = {
  name: 'settle_topup',
  async run(work, id) {
    const { behaves, body } = await topups.lock(work, id);
    if (body.status !== 'pending') return;
    const failure = bankNamed(behaves)?.failure;
    if (failure) await fail(work, body, failure);
    else await arrive(work, body);
  },
};

async function arrive(work: Work, body: Stripe.Topup): Promise<void> {
  const { id, amount, currency, description } = body;
  const arrived = await record(work, {
    type: 'topup',
    category: 'topup',
    source: id,
    amount,
    currency,
    description,
  });
  const after = await change(work, body, { balance_transaction: arrived.id, status: 'succeeded' });
  work.outbox.emit('topup.succeeded', after);
}

async function fail(work: Work, body: Stripe.Topup, failure: PayoutFailure): Promise<void> {
  const after = await change(work, body, {
    failure_code: failure,
    failure_message: `The bank did not send the money (${failure.replaceAll('_', ' ')}).`,
    status: 'failed',
  });
  work.outbox.emit('topup.failed', after);
}

/** @throws ApiError 400 for a top-up that has ended. */
export async function cancel(work: Work, id: string): Promise<Stripe.Topup> {
  const { body } = await topups.lock(work, id);
  if (body.status !== 'pending')
    throw invalidRequest(`Topup ${id} is ${body.status}: only a pending top-up can be canceled.`);
  const after = await change(work, body, { status: 'canceled' });
  work.outbox.emit('topup.canceled', after);
  return after;
}
