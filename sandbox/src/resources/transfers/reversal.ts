import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { invalidRequest } from '../../kernel/errors.js';
import { findConnected } from '../../kernel/http/account.js';
import { newId } from '../../kernel/ids.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { withNewest } from '../../kernel/store/list.js';
import { asAccount } from '../../kernel/transaction.js';
import { type FeeRow, feeLeft, fees, takeFeeBack } from '../application-fees/index.js';
import { availableOnOf, record, shareOf, spend } from '../balance/index.js';
import { charges } from '../charges/index.js';
import { insertRefund } from '../refunds/index.js';
import { mayOwe } from './destination.js';
import { transferReversals as table } from './table.js';
import { transfers } from './transfer.js';

export const reversals = documents(table, 'transfer_reversal');

export interface ReversalRequest {
  amount: number;
  description?: string | undefined;
  metadata?: Record<string, string>;
  /** Whether the account gets its part of the platform's fee back. */
  refundsFee: boolean;
  /** The refund of the charge that caused it. */
  refund?: string;
}

/**
 * Brings money of a transfer back to the platform, with the same part of its fee to the account if asked.
 *
 * @throws ApiError 400 for more than is left of it, and `balance_insufficient` where the account has not got it and may
 * not owe it.
 */
export async function reverse(
  work: Work,
  transferId: string,
  request: ReversalRequest,
): Promise<Stripe.TransferReversal> {
  const { body: before, destinationId, paymentId } = await transfers.lock(work, transferId);
  const { amount } = request;
  const { currency } = before;
  refuseMore(before, amount);
  const account = asAccount(work, destinationId);
  const { body: payment } = await charges.find(account, paymentId);
  const fee = request.refundsFee ? await feeOf(work, payment) : undefined;
  const [id, refundId] = [newId('trr'), newId('pyr')];
  const availableOn = await availableOnOf(account, String(payment.balance_transaction));
  const returned = await record(work, {
    type: 'transfer_refund',
    category: 'transfer_reversal',
    source: id,
    amount,
    currency,
    description: request.description ?? null,
    availableOn,
  });
  const part = { of: payment.amount, before: before.amount_reversed, amount };
  const feeAmount = fee ? shareOf(fee.body.amount, feeLeft(fee.body), part) : 0;
  if (fee && feeAmount > 0) await takeFeeBack(work, fee, { amount: feeAmount });
  await giveBack(account, paymentId, {
    amount,
    availableOn,
    feeAmount,
    platform: work.accountId,
    refundId,
    reversal: id,
  });
  const body: Stripe.TransferReversal = {
    id,
    object: 'transfer_reversal',
    amount,
    balance_transaction: returned.id,
    created: seconds(work.now),
    currency,
    destination_payment_refund: refundId,
    metadata: request.metadata ?? {},
    source_refund: request.refund ?? null,
    transfer: before.id,
  };
  await reversals.insert(work, { id, body, transferId });
  const reversed = before.amount_reversed + amount;
  const after: Stripe.Transfer = {
    ...before,
    amount_reversed: reversed,
    reversals: withNewest(before.reversals, body),
    reversed: reversed === before.amount,
  };
  await transfers.replace(work, transferId, { body: after });
  work.outbox.emit('transfer.reversed', after, previousAttributes(before, after));
  return body;
}

/** Returns the amount of a transfer that has not come back yet. */
export const transferLeft = ({ amount, amount_reversed: reversed }: Stripe.Transfer): number =>
  amount - reversed;

async function feeOf(work: Work, { application_fee: id }: Stripe.Charge): Promise<FeeRow | undefined> {
  if (!id) return undefined;
  const fee = await fees.lock(work, String(id));
  return feeLeft(fee.body) > 0 ? fee : undefined;
}

interface Return {
  amount: number;
  availableOn: Date;
  /** The part of the platform's fee that the account gets back. */
  feeAmount: number;
  platform: string;
  refundId: string;
  reversal: string;
}

/** Takes the money from the account, as a refund of the payment that the transfer was. */
async function giveBack(
  account: Work,
  paymentId: string,
  { amount, availableOn, feeAmount, platform, refundId, reversal }: Return,
): Promise<void> {
  const entry = {
    type: 'payment_refund',
    category: 'refund',
    source: refundId,
    amount: -amount,
    applicationFee: { amount: -feeAmount, platform },
    availableOn,
  } as const;
  const row = await charges.lock(account, paymentId);
  const connected = await findConnected(account.db, platform, account.accountId);
  const isFree = availableOn > account.now || (connected !== undefined && mayOwe(connected));
  const { currency } = row.body;
  const transaction = await (isFree ? record : spend)(account, { ...entry, currency });
  await insertRefund(account, row, {
    id: refundId,
    amount,
    metadata: {},
    transaction: transaction.id,
    sourceTransferReversal: reversal,
  });
}

/** Changes the metadata of a reversal, also where its transfer shows it. */
export async function changeReversal(
  work: Work,
  before: Stripe.TransferReversal,
  metadata: Record<string, string>,
): Promise<Stripe.TransferReversal> {
  const { body: transfer } = await transfers.lock(work, String(before.transfer));
  const after = { ...before, metadata };
  const data = transfer.reversals.data.map((one) => (one.id === after.id ? after : one));
  await reversals.replace(work, after.id, { body: after });
  await transfers.replace(work, transfer.id, {
    body: { ...transfer, reversals: { ...transfer.reversals, data } },
  });
  return after;
}

function refuseMore(transfer: Stripe.Transfer, amount: number): void {
  const left = transferLeft(transfer);
  if (left === 0) {
    throw invalidRequest(`Transfer ${transfer.id} is already fully reversed.`, { param: 'amount' });
  }
  if (amount <= left) return;
  const { currency } = transfer;
  throw invalidRequest(
    `Reversal amount (${money(amount, currency)}) is greater than unreversed amount on transfer (${money(left, currency)}).`,
    { param: 'amount' },
  );
}
