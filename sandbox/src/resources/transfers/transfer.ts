import type Stripe from 'stripe';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { asAccount } from '../../kernel/transaction.js';
import { chargeFee } from '../application-fees/index.js';
import { record, SOURCE_TYPE, spend } from '../balance/index.js';
import { insertReceived } from '../charges/index.js';
import { transfers as table } from './table.js';

export const transfers = documents(table, 'transfer');

export interface TransferStart {
  destination: string;
  amount: number;
  currency: string;
  description?: string | undefined;
  group: string | null;
  metadata?: Record<string, string>;
  /** The charge whose money it is, and from when that can be used. Without one, it is money that can be used now. */
  source?: { charge: string; availableOn: Date };
  /** The part of it that comes back to the platform as its fee. */
  fee?: number;
}

/** A transfer, and the platform's fee from its payment. */
export interface Transferred {
  transfer: Stripe.Transfer;
  /** Id of the fee; `null` where there is none. */
  fee: string | null;
}

/**
 * Moves money of the platform to a connected account, where it is a payment. The destination was checked.
 *
 * @throws ApiError 400 `balance_insufficient`
 */
export async function transfer(work: Work, start: TransferStart): Promise<Transferred> {
  const [id, payment] = [newId('tr'), newId('py')];
  const { amount, currency, description = null, destination, source } = start;
  const sent = await (source ? record : spend)(work, {
    type: 'transfer',
    category: 'transfer',
    source: id,
    amount: -amount,
    currency,
    description,
    availableOn: source?.availableOn ?? work.now,
  });
  const fee = await feeFrom(work, payment, start);
  await receive(work, payment, { ...start, transfer: id, feeId: fee });
  const body: Stripe.Transfer = {
    id,
    object: 'transfer',
    amount,
    amount_reversed: 0,
    balance_transaction: sent.id,
    created: seconds(work.now),
    currency,
    description,
    destination,
    destination_payment: payment,
    livemode: work.livemode,
    metadata: start.metadata ?? {},
    reversals: { object: 'list', data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
    reversed: false,
    source_transaction: source?.charge ?? null,
    source_type: SOURCE_TYPE,
    transfer_group: start.group,
  };
  await transfers.insert(work, {
    id,
    body,
    destinationId: destination,
    paymentId: payment,
    chargeId: source?.charge ?? null,
    transferGroup: start.group,
  });
  work.outbox.emit('transfer.created', body);
  return { transfer: body, fee };
}

/** Takes the platform's fee from the payment that a transfer is. Returns its id. */
async function feeFrom(
  work: Work,
  payment: string,
  { currency, destination, fee, source }: TransferStart,
): Promise<string | null> {
  if (!fee) return null;
  return chargeFee(work, {
    payer: destination,
    charge: payment,
    original: source?.charge ?? null,
    amount: fee,
    currency,
    availableOn: source?.availableOn ?? work.now,
  });
}

/** Adds the payment that a transfer is at its destination. */
async function receive(
  work: Work,
  id: string,
  start: TransferStart & { transfer: string; feeId: string | null },
): Promise<void> {
  const { amount, currency, destination, description = null, fee = 0, source } = start;
  const account = asAccount(work, destination);
  const received = await record(account, {
    type: 'payment',
    category: 'charge',
    source: id,
    amount,
    applicationFee: { amount: fee, platform: work.accountId },
    currency,
    description,
    availableOn: source?.availableOn ?? work.now,
  });
  const payment = await insertReceived(account, {
    id,
    amount,
    currency,
    description,
    feeAmount: start.feeId ? fee : null,
    group: start.group,
    money: { application_fee: start.feeId, balance_transaction: received.id },
    transfer: start.transfer,
  });
  account.outbox.emit('charge.succeeded', payment);
}
