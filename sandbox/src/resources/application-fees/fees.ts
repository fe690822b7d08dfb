import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { invalidRequest } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { withNewest } from '../../kernel/store/list.js';
import { asAccount } from '../../kernel/transaction.js';
import { applicationOf, availableOnOf, record } from '../balance/index.js';
import { feeRefunds as refundTable, applicationFees as table } from './table.js';

export const fees = documents(table, 'application_fee');
export const feeRefunds = documents(refundTable, 'fee_refund');

export type FeeRow = typeof table.$inferSelect;

export interface FeeStart {
  /** The connected account that pays it, and its charge. */
  payer: string;
  charge: string;
  /** The platform's charge, whose money was transferred to that account; `null` for a charge of the account itself. */
  original: string | null;
  amount: number;
  currency: string;
  availableOn: Date;
}

/** Gives the platform its share of a payment. The ledger of the account that pays it shows it as a fee of the payment. */
export async function chargeFee(platform: Work, start: FeeStart): Promise<string> {
  const id = newId('fee');
  const { payer, charge, original, amount, currency, availableOn } = start;
  const transaction = await record(platform, {
    type: 'application_fee',
    category: 'platform_earning',
    source: id,
    amount,
    currency,
    availableOn,
  });
  const body: Stripe.ApplicationFee = {
    id,
    object: 'application_fee',
    account: payer,
    amount,
    amount_refunded: 0,
    application: applicationOf(platform.accountId),
    balance_transaction: transaction.id,
    charge,
    created: seconds(platform.now),
    currency,
    fee_source: { charge, type: 'charge' },
    livemode: platform.livemode,
    originating_transaction: original,
    refunded: false,
    refunds: { object: 'list', data: [], has_more: false, url: `/v1/application_fees/${id}/refunds` },
  };
  await fees.insert(platform, { id, body, payerId: payer, chargeId: charge });
  platform.outbox.emit('application_fee.created', body);
  return id;
}

/** Returns the amount of a fee that has not been given back yet. */
export const feeLeft = ({ amount, amount_refunded: refunded }: Stripe.ApplicationFee): number =>
  amount - refunded;

/**
 * Takes a part of a fee back from the platform. The caller gives it to the account. The fee has to be locked.
 *
 * @throws ApiError 400 for more than is left of it.
 */
export async function takeFeeBack(
  platform: Work,
  { body: before }: FeeRow,
  { amount, metadata = {} }: { amount: number; metadata?: Record<string, string> },
): Promise<Stripe.FeeRefund> {
  refuseMore(before, amount);
  const id = newId('fr');
  const { currency } = before;
  const transaction = await record(platform, {
    type: 'application_fee_refund',
    category: 'platform_earning_refund',
    source: id,
    amount: -amount,
    currency,
    availableOn: await availableOnOf(platform, String(before.balance_transaction)),
  });
  const body: Stripe.FeeRefund = {
    id,
    object: 'fee_refund',
    amount,
    balance_transaction: transaction.id,
    created: seconds(platform.now),
    currency,
    fee: before.id,
    metadata,
  };
  await feeRefunds.insert(platform, { id, body, feeId: before.id });
  const refunded = before.amount_refunded + amount;
  const after = {
    ...before,
    amount_refunded: refunded,
    refunded: refunded === before.amount,
    refunds: withNewest(before.refunds, body),
  };
  await fees.replace(platform, before.id, { body: after });
  platform.outbox.emit('application_fee.refunded', after, previousAttributes(before, after));
  return body;
}

/** Gives a part of a fee back to the account that has paid it, apart from any refund of the payment. */
export async function giveFeeBack(
  platform: Work,
  fee: FeeRow,
  request: { amount: number; metadata?: Record<string, string> },
): Promise<Stripe.FeeRefund> {
  const given = await takeFeeBack(platform, fee, request);
  await record(asAccount(platform, fee.payerId), {
    type: 'adjustment',
    category: 'fee',
    source: fee.chargeId,
    amount: request.amount,
    currency: given.currency,
    description: `Application fee refund for ${fee.chargeId}`,
    availableOn: await availableOnOf(platform, String(given.balance_transaction)),
  });
  return given;
}

/** Changes the metadata of a refund, also where its fee shows it. */
export async function changeFeeRefund(
  work: Work,
  { body: fee }: FeeRow,
  before: Stripe.FeeRefund,
  metadata: Record<string, string>,
): Promise<Stripe.FeeRefund> {
  const after = { ...before, metadata };
  const data = fee.refunds.data.map((one) => (one.id === after.id ? after : one));
  await feeRefunds.replace(work, after.id, { body: after });
  await fees.replace(work, fee.id, { body: { ...fee, refunds: { ...fee.refunds, data } } });
  work.outbox.emit('application_fee.refund.updated', after, { metadata: before.metadata });
  return after;
}

function refuseMore(fee: Stripe.ApplicationFee, amount: number): void {
  const left = feeLeft(fee);
  if (left === 0) {
    throw invalidRequest(`Application fee ${fee.id} has already been refunded.`, {
      code: 'application_fee_already_refunded',
    });
  }
  if (amount <= left) return;
  throw invalidRequest(
    `Refund amount (${money(amount, fee.currency)}) is greater than unrefunded amount on fee (${money(left, fee.currency)})`,
    { param: 'amount' },
  );
}
