import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { invalidRequest } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import type { JobType, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { methods } from '../../methods/index.js';
import { record } from '../balance/index.js';
import { type ChargeRow, charges } from '../charges/index.js';
import { refunds as table } from './table.js';

export const refunds = documents(table, 'refund');

export interface RefundRequest {
  /** Amount in the currency's smallest unit. By default all that has not been refunded yet. */
  amount?: number | undefined;
  reason?: Stripe.Refund.Reason | undefined;
  metadata: Record<string, string>;
}

/** Time that a refund takes if it does not succeed or fail at once. */
const SETTLES_AFTER_SECONDS = 2;

/**
 * Refunds a payment, in full or in part. The charge has to be locked.
 *
 * @throws ApiError 400 for more than is left of it, or where nothing can be refunded.
 */
export async function refund(work: Work, row: ChargeRow, request: RefundRequest): Promise<Stripe.Refund> {
  const charge = row.body;
  const isReserved = !charge.captured && charge.payment_intent === null;
  const whole = isReserved ? charge.amount : charge.amount_captured;
  const amount = request.amount ?? whole - charge.amount_refunded;
  refuseImpossible(charge, { amount, left: whole - charge.amount_refunded, isReserved });
  refuseNever(row);
  const id = newId('re');
  const { end, destination } = methods.of(row.type).refund?.(row.details) ?? {};
  const transaction = isReserved
    ? null
    : await record(work, {
        type: 'refund',
        category: 'refund',
        source: id,
        amount: -amount,
        currency: charge.currency,
        description: charge.description && `REFUND FOR CHARGE (${charge.description})`,
      });
  const body: Stripe.Refund = {
    id,
    object: 'refund',
    amount,
    balance_transaction: transaction?.id ?? null,
    charge: charge.id,
    created: seconds(work.now),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    ...(destination && { destination_details: destination }),
    metadata: request.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(end === 'pending' && { pending_reason: 'processing' as const }),
    reason: request.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: end === 'pending' ? 'pending' : 'succeeded',
    transfer_reversal: null,
  };
  await refunds.insert(work, { id, body, chargeId: row.id, paymentIntentId: row.paymentIntentId });
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
    refunded: amountRefunded === (before.captured ? before.amount_captured : before.amount),
  };
  await charges.replace(work, before.id, { body: after });
  const previous = { amount_refunded: before.amount_refunded, refunded: before.refunded };
  work.outbox.emit(amount > 0 ? 'charge.refunded' : 'charge.updated', after, previous);
}

/** @throws ApiError 400 for a payment by a method whose money can't be sent back. */
function refuseNever({ id, type }: ChargeRow): void {
  const { name, refundable } = methods.of(type);
  if (refundable) return;
  throw invalidRequest(
    `Charge ${id} was paid with ${name}, whose payments can't be refunded. Send the money back in another way.`,
    { code: 'charge_not_refundable' },
  );
}

/** A refund that was asked for. */
interface Asked {
  amount: number;
  /** Amount that has not been refunded yet. */
  left: number;
  /** Whether the money is only reserved: a refund releases it, and moves none. */
  isReserved: boolean;
}

function refuseImpossible(charge: Stripe.Charge, { amount, left, isReserved }: Asked): void {
  const { id, currency } = charge;
  if (charge.status !== 'succeeded') {
    throw invalidRequest(`Charge ${id} has not succeeded, so that there is nothing to refund.`, {
      code: 'charge_not_refundable',
    });
  }
  if (!charge.captured && !isReserved) {
    throw invalidRequest(
      `Charge ${id} has not been captured. Cancel its PaymentIntent to release what is reserved.`,
      { code: 'charge_not_captured' },
    );
  }
  if (charge.disputed) {
    throw invalidRequest(`Charge ${id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
  if (left === 0) {
    throw invalidRequest(`Charge ${id} has already been refunded.`, { code: 'charge_already_refunded' });
  }
  if (isReserved && amount < left) {
    throw invalidRequest(`Charge ${id} has not been captured: only the whole of it can be released.`, {
      code: 'charge_not_captured',
      param: 'amount',
    });
  }
  if (amount <= left) return;
  const whole = charge.amount_refunded === 0 ? 'charge amount' : 'unrefunded amount on charge';
  throw invalidRequest(
    `Refund amount (${money(amount, currency)}) is greater than ${whole} (${money(left, currency)})`,
    { param: 'amount' },
  );
}
