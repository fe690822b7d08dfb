import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';
import { methods } from '../../methods/registry.js';
import { feeOf, payableOn, record } from '../balance/ledger.js';
import { openDispute } from '../disputes/disputes.js';

/** The type and the details of what is charged. */
export interface Charged {
  type: string;
  details: object;
}

/** Adds a payment to the balance. Returns the id of what was added. */
export async function earn(
  work: Work,
  chargeId: string,
  { amount, currency, description }: Pick<Stripe.PaymentIntent, 'amount' | 'currency' | 'description'>,
  { type, details }: Charged,
): Promise<string> {
  const method = methods.of(type);
  const { id } = await record(work, {
    type: method.balanceType,
    category: 'charge',
    source: chargeId,
    amount,
    fee: feeOf(amount, currency),
    currency,
    description,
    availableOn: method.availableAtOnce?.(details) ? work.now : payableOn(work.now),
  });
  return id;
}

/** Disputes a payment as soon as the money was taken, where the test data that it was made with stands for that. */
export async function disputeIfTold(
  work: Work,
  charge: Stripe.Charge,
  { type, details }: Charged,
): Promise<Stripe.Charge> {
  const dispute = methods.of(type).dispute?.(details);
  return dispute ? openDispute(work, charge, dispute) : charge;
}
