import type Stripe from 'stripe';
import { behaviourOf } from '../../../../src/contract/test-cards.js';
import type { Work } from '../../kernel/scope.js';
import type { StoredCard } from '../../methods/card/stored-card.js';
import { feeOf, payableOn, record } from '../balance/ledger.js';
import { openDispute } from '../disputes/disputes.js';

/** Adds a payment to the balance. Returns the id of what was added. */
export async function earn(
  work: Work,
  chargeId: string,
  { amount, currency, description }: Pick<Stripe.PaymentIntent, 'amount' | 'currency' | 'description'>,
  card: StoredCard | null,
): Promise<string> {
  const atOnce = card !== null && behaviourOf(card.testCard).bypassPending;
  const { id } = await record(work, {
    type: card ? 'charge' : 'payment',
    category: 'charge',
    source: chargeId,
    amount,
    fee: feeOf(amount, currency),
    currency,
    description,
    availableOn: atOnce ? work.now : payableOn(work.now),
  });
  return id;
}

/** Disputes a card payment as soon as the money was taken, where the test card stands for that. */
export async function disputeIfTold(
  work: Work,
  charge: Stripe.Charge,
  card: StoredCard | null,
): Promise<Stripe.Charge> {
  const dispute = card && behaviourOf(card.testCard).dispute;
  return dispute ? openDispute(work, charge, dispute) : charge;
}
