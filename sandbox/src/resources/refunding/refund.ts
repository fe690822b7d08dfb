import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { invalidRequest } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { methods } from '../../methods/index.js';
import { record } from '../balance/index.js';
import type { ChargeRow } from '../charges/index.js';
import { insertRefund } from '../refunds/index.js';
import { bringSharesBack, feeOfRefund, type SharesBack } from './shares.js';

export interface RefundRequest extends SharesBack {
  /** Amount in the currency's smallest unit. By default all that has not been refunded yet. */
  amount?: number | undefined;
  reason?: Stripe.Refund.Reason | undefined;
  metadata: Record<string, string>;
}

/**
 * Refunds a payment, in full or in part. The charge has to be locked.
 *
 * @throws ApiError 400 for more than is left of it, or where nothing can be refunded.
 */
export async function refund(work: Work, row: ChargeRow, request: RefundRequest): Promise<Stripe.Refund> {
  const charge = row.body;
  const left = charge.amount - charge.amount_refunded;
  const isReserved = !charge.captured && charge.payment_intent === null;
  const amount = request.amount ?? left;
  refuseReceived(charge);
  refuseImpossible(charge, { amount, left, isReserved });
  refuseNever(row);
  refuseUnshared(charge, request);
  if (isReserved) return insertRefund(work, row, { ...startOf(row, request, amount), transaction: null });
  return refundMoney(work, row, startOf(row, request, amount), request);
}

type Start = Omit<Parameters<typeof insertRefund>[2], 'transaction'>;

const startOf = ({ type, details }: ChargeRow, request: RefundRequest, amount: number): Start => ({
  id: newId('re'),
  amount,
  metadata: request.metadata,
  reason: request.reason,
  ...methods.of(type).refund?.(details),
});

/** Takes the money out of the balances of all who have a share of it, the platform's first. */
async function refundMoney(
  work: Work,
  row: ChargeRow,
  start: Start,
  request: RefundRequest,
): Promise<Stripe.Refund> {
  const { body: charge } = row;
  const { id, amount } = start;
  const part = { charge, amount, refund: id };
  const applicationFee = request.refund_application_fee ? await feeOfRefund(work, part) : undefined;
  const transaction = await record(work, {
    type: 'refund',
    category: 'refund',
    source: id,
    amount: -amount,
    ...(applicationFee && { applicationFee }),
    currency: charge.currency,
    description: charge.description && `REFUND FOR CHARGE (${charge.description})`,
  });
  const transferReversal = await bringSharesBack(work, part, request);
  return insertRefund(work, row, { ...start, transaction: transaction.id, transferReversal });
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

/** @throws ApiError 400 for a payment that is a transfer of the platform. */
function refuseReceived({ id, source_transfer: transfer }: Stripe.Charge): void {
  if (!transfer) return;
  throw invalidRequest(
    `Payment ${id} is the transfer ${transfer}: the platform refunds it with POST /v1/transfers/${transfer}/reversals.`,
    { code: 'charge_not_refundable' },
  );
}

/** @throws ApiError 400 for a share that the charge does not have. */
function refuseUnshared(charge: Stripe.Charge, request: RefundRequest): void {
  if (request.reverse_transfer && !charge.transfer) {
    throw invalidRequest(`Charge ${charge.id} has no transfer that could be reversed.`, {
      param: 'reverse_transfer',
    });
  }
  if (request.refund_application_fee && !charge.application_fee) {
    throw invalidRequest(`Charge ${charge.id} has no application fee that could be refunded.`, {
      param: 'refund_application_fee',
    });
  }
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
    throw invalidRequest(`Charge ${id} has not succeeded, so there is nothing to refund.`, {
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
