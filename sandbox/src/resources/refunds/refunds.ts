import type Stripe from 'stripe';
import type { JobType, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { record } from '../balance/index.js';
import { type ChargeRow, charges } from '../charges/index.js';
import { refunds as table } from './table.js';

export const refunds = documents(table, 'refund');

export interface RefundStart {
  id: string;
  amount: number;
  destination?: Stripe.Refund.DestinationDetails | undefined;
  /** How it ends later, where it does not end at once. */
  end?: 'fails' | 'pending' | undefined;
  metadata: Record<string, string>;
  reason?: Stripe.Refund.Reason | undefined;
  /** The ledger's row; `null` where no money was taken. */
  transaction: string | null;
  /** The reversal of the charge's transfer that came with it. */
  transferReversal?: string | undefined;
  /** The reversal of the transfer that the refunded payment was. */
  sourceTransferReversal?: string | undefined;
}

/** Time that a refund takes if it does not succeed or fail at once. */
const SETTLES_AFTER_SECONDS = 2;

/** Creates a refund. The charge has to be locked, and the ledger knows of it. */
export async function insertRefund(
  work: Work,
  { body: charge, paymentIntentId }: ChargeRow,
  start: RefundStart,
): Promise<Stripe.Refund> {
  const { id, amount, destination, end } = start;
  const body: Stripe.Refund = {
    id,
    object: 'refund',
    amount,
    balance_transaction: start.transaction,
    charge: charge.id,
    created: seconds(work.now),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    ...(destination && { destination_details: destination }),
    metadata: start.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(end === 'pending' && { pending_reason: 'processing' as const }),
    reason: start.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: start.sourceTransferReversal ?? null,
    status: end === 'pending' ? 'pending' : 'succeeded',
    transfer_reversal: start.transferReversal ?? null,
  };
  await refunds.insert(work, { id, body, chargeId: charge.id, paymentIntentId });
  await countRefunded(work, charge, amount);
  work.outbox.emit('refund.created', body);
  if (end) work.outbox.later(refundSettlement, id, SETTLES_AFTER_SECONDS);
  return body;
}

/** The job that ends a refund that was pending, or that only looked like a success. */
export const refundSettlement: JobType = { name: 'settle_refund', run: settleRefund };

async function settleRefund(work: Work, id: string): Promise<void> {
  const { body: before } = await refunds.lock(work, id);
  if (before.status === 'failed' || before.failure_reason) return;
  const after = before.status === 'pending' ? succeeded(before) : await failed(work, before);
  await refunds.replace(work, id, { body: after });
  const previous = { status: before.status };
  work.outbox.emit('refund.updated', after, previous);
  work.outbox.emit('charge.refund.updated', after, previous);
  if (after.status === 'failed') work.outbox.emit('refund.failed', after);
}

function succeeded({ pending_reason, ...refund }: Stripe.Refund): Stripe.Refund {
  return { ...refund, status: 'succeeded' };
}

/** Marks a refund as failed. The issuer sends the money back, so that it belongs to the account again. */
async function failed(work: Work, before: Stripe.Refund): Promise<Stripe.Refund> {
  const { body: charge } = await charges.lock(work, String(before.charge));
  const returned = await record(work, {
    type: 'refund_failure',
    category: 'refund_failure',
    source: before.id,
    amount: before.amount,
    currency: before.currency,
  });
  await countRefunded(work, charge, -before.amount);
  return {
    ...before,
    failure_balance_transaction: returned.id,
    failure_reason: 'expired_or_canceled_card',
    status: 'failed',
  };
}

async function countRefunded(work: Work, before: Stripe.Charge, amount: number): Promise<void> {
  const amountRefunded = before.amount_refunded + amount;
  const after = {
    ...before,
    amount_refunded: amountRefunded,
    refunded: amountRefunded === before.amount,
  };
  await charges.replace(work, before.id, { body: after });
  const previous = { amount_refunded: before.amount_refunded, refunded: before.refunded };
  work.outbox.emit(amount > 0 ? 'charge.refunded' : 'charge.updated', after, previous);
}
