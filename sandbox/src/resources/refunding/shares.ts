import type Stripe from 'stripe';
import { platformOf } from '../../kernel/http/account.js';
import type { Work } from '../../kernel/scope.js';
import { asAccount } from '../../kernel/transaction.js';
import { type FeeRow, feeLeft, fees, giveFeeBack, takeFeeBack } from '../application-fees/index.js';
import { type ApplicationFee, type GivenBack, shareOf } from '../balance/index.js';
import { reverse, transferLeft, transfers } from '../transfers/index.js';

/** The refund of a part of a charge. */
interface Part {
  charge: Stripe.Charge;
  amount: number;
  /** Id of the refund. */
  refund: string;
}

/** What a refund gives back besides. */
export interface SharesBack {
  /** Whether the platform gives back the same part of its fee. */
  refund_application_fee?: boolean | undefined;
  /** Whether the same part of the transfer comes back from the connected account. */
  reverse_transfer?: boolean | undefined;
}

const givenBack = ({ charge, amount }: Part): GivenBack => ({
  of: charge.amount_captured,
  // What was not captured was given back before.
  before: charge.amount_refunded - (charge.amount - charge.amount_captured),
  amount,
});

const feePart = ({ body }: FeeRow, part: Part): number =>
  shareOf(body.amount, feeLeft(body), givenBack(part));

/**
 * Takes back a part of the fee that an account paid for a charge of its own. Returns the fee as the ledger shows it in the row
 * of the refund.
 */
export async function feeOfRefund(work: Work, part: Part): Promise<ApplicationFee | undefined> {
  const { application_fee: id, transfer } = part.charge;
  const platform = await platformOf(work.db, work.accountId);
  if (!id || transfer || !platform) return undefined;
  const owner = asAccount(work, platform);
  const fee = await fees.lock(owner, String(id));
  const amount = feePart(fee, part);
  if (amount > 0) await takeFeeBack(owner, fee, { amount });
  return { amount: -amount, platform };
}

/**
 * Brings back the parts of a charge's transfer, and of the fee from it, that a refund asks for. Returns the id of the
 * reversal.
 */
export async function bringSharesBack(
  work: Work,
  part: Part,
  { refund_application_fee: refundsFee = false, reverse_transfer: reverses }: SharesBack,
): Promise<string | undefined> {
  const { application_fee: feeId, transfer: id } = part.charge;
  if (!id) return undefined;
  if (reverses) return bringBack(work, String(id), part, refundsFee);
  if (!refundsFee || !feeId) return undefined;
  const fee = await fees.lock(work, String(feeId));
  const amount = feePart(fee, part);
  if (amount > 0) await giveFeeBack(work, fee, { amount });
  return undefined;
}

async function bringBack(
  work: Work,
  transferId: string,
  part: Part,
  refundsFee: boolean,
): Promise<string | undefined> {
  const { body } = await transfers.lock(work, transferId);
  const left = transferLeft(body);
  const amount = shareOf(body.amount, left, givenBack(part));
  // Of a transfer without a rest, the reversal is refused.
  if (amount === 0 && left > 0) return undefined;
  return (await reverse(work, transferId, { amount, refundsFee, refund: part.refund })).id;
}
