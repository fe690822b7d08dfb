import type Stripe from 'stripe';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { methods, type PaymentResult } from '../../methods/index.js';
import { demand } from '../accounts/index.js';
import { feeOf, record, settlementOf } from '../balance/index.js';
import {
  type Charged,
  type ChargeMoney,
  type ChargeRow,
  type ChargeTerms,
  charges,
  groupOf,
  insertCharge,
} from '../charges/index.js';
import { disputeIfTold } from '../disputes/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';
import { checkParts, passOn, type Taken, takePlatformFee } from './shares.js';

type Result<End extends PaymentResult['end']> = Extract<PaymentResult, { end: End }>;

/** Time for which an issuer reserves money, in seconds. */
const RESERVED_FOR = 7 * 24 * 3600;

/** The job at the time at which an issuer no longer reserves the money of a charge. */
export const EXPIRY = { name: 'expire_charge' };

/** Records a payment that the issuer agreed to: its charge, the balance, the event, and a dispute if its card has one. */
export async function chargePaid(
  work: Work,
  terms: ChargeTerms,
  method: PaymentMethodRow,
  { captured, outcome, details }: Result<'paid'>,
): Promise<Stripe.Charge> {
  const id = newId('ch');
  const taken = { ...terms, id, transfer_group: groupOf(terms, id) };
  const money = captured ? await takeMoney(work, taken, method) : undefined;
  const charge = await insertCharge(work, terms, method, {
    id,
    status: 'succeeded',
    captured,
    ...(money && { money }),
    outcome,
    details,
  });
  work.outbox.emit('charge.succeeded', charge);
  if (!captured) work.outbox.later(EXPIRY, id, RESERVED_FOR);
  const demanded = methods.of(method.type).demands?.(method.details);
  if (demanded) await demand(work, merchantIdOf(terms) ?? work.accountId, demanded);
  return captured ? disputeIfTold(work, charge, method) : charge;
}

/** Records a payment that failed. */
export async function chargeFailed(
  work: Work,
  terms: ChargeTerms,
  method: PaymentMethodRow,
  { error, outcome, details }: Result<'failed'>,
): Promise<Stripe.Charge> {
  const charge = await insertCharge(work, terms, method, {
    id: newId('ch'),
    status: 'failed',
    captured: false,
    failure: error,
    outcome,
    details,
  });
  work.outbox.emit('charge.failed', charge);
  return charge;
}

/** What a capture changes besides. */
export type CaptureChange = Partial<
  Pick<
    Stripe.Charge,
    'application_fee_amount' | 'receipt_email' | 'statement_descriptor' | 'statement_descriptor_suffix'
  >
> & { transfer_data?: { amount?: number } };

/** Takes money that an issuer reserved, and gives back the rest of it. The charge has to be locked. */
export async function captureCharge(
  work: Work,
  row: ChargeRow,
  amount: number,
  { transfer_data: data, ...change }: CaptureChange,
): Promise<Stripe.Charge> {
  const { body: before } = row;
  const transfer_data = before.transfer_data && { ...before.transfer_data, ...data };
  const changed = { ...before, ...change, transfer_data };
  checkParts({ ...changed, amount });
  const charge: Stripe.Charge = {
    ...changed,
    ...(await takeMoney(work, { ...changed, amount }, row)),
    amount_captured: amount,
    amount_refunded: before.amount - amount,
    captured: true,
  };
  await charges.replace(work, charge.id, { body: charge });
  work.outbox.emit('charge.captured', charge);
  return disputeIfTold(work, charge, row);
}

/**
 * Adds a payment to the balance, and to those of all who have a share of it. Returns what the charge shows of it.
 */
export async function takeMoney(
  work: Work,
  charge: Omit<Taken, 'availableOn'>,
  { type, details }: Charged,
): Promise<ChargeMoney> {
  const method = methods.of(type);
  const { id, amount, currency, description } = charge;
  const availableOn = method.availableAtOnce?.(details)
    ? work.now
    : await settlementOf(work, merchantIdOf(charge) ?? work.accountId);
  const taken = { ...charge, availableOn };
  const fee = isDirect(charge) ? await takePlatformFee(work, taken) : undefined;
  const transaction = await record(work, {
    type: method.balanceType,
    category: 'charge',
    source: id,
    amount,
    fee: feeOf(amount, currency),
    ...(fee && { applicationFee: fee.applicationFee }),
    currency,
    description,
    availableOn,
  });
  const passed = charge.transfer_data ? await passOn(work, taken) : undefined;
  return {
    application_fee: fee?.id ?? passed?.fee ?? null,
    balance_transaction: transaction.id,
    ...(passed && { transfer: passed.transfer.id }),
  };
}

/** Tells whether a connected account has made the charge itself, and pays a fee for it. */
const isDirect = ({
  application_fee_amount: fee,
  transfer_data: data,
}: Pick<Taken, 'application_fee_amount' | 'transfer_data'>) => Boolean(fee) && !data;

/** Returns the account that a charge is settled for, where it is not the one that takes it. */
const merchantIdOf = ({ on_behalf_of: merchant }: Pick<Taken, 'on_behalf_of'>): string | undefined =>
  typeof merchant === 'object' ? merchant?.id : merchant;
