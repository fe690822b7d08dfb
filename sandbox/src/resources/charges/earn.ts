import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';
import { methods } from '../../methods/index.js';
import { feeOf, payableOn, record } from '../balance/index.js';

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
