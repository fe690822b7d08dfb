import type Stripe from 'stripe';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import type { PaymentResult } from '../../methods/index.js';
import { type ChargeRow, type ChargeTerms, charges, earn, insertCharge } from '../charges/index.js';
import { disputeIfTold } from '../disputes/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';

type Result<End extends PaymentResult['end']> = Extract<PaymentResult, { end: End }>;

/** Records a payment that the issuer agreed to: its charge, the balance, the event, and a dispute if its card has one. */
export async function chargePaid(
  work: Work,
  terms: ChargeTerms,
  method: PaymentMethodRow,
  { captured, outcome, details }: Result<'paid'>,
): Promise<Stripe.Charge> {
  const id = newId('ch');
  const transaction = captured ? await earn(work, id, terms, method) : undefined;
  const charge = await insertCharge(work, terms, method, {
    id,
    status: 'succeeded',
    captured,
    ...(transaction && { balanceTransaction: transaction }),
    outcome,
    details,
  });
  work.outbox.emit('charge.succeeded', charge);
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

/** Takes money that an issuer reserved. The charge has to be locked. */
export async function captureCharge(
  work: Work,
  row: ChargeRow,
  amount: number,
  change: Partial<Stripe.Charge>,
): Promise<Stripe.Charge> {
  const { body: before } = row;
  const balance_transaction = await earn(work, before.id, { ...before, amount }, row);
  const charge: Stripe.Charge = {
    ...before,
    ...change,
    amount_captured: amount,
    balance_transaction,
    captured: true,
  };
  await charges.replace(work, charge.id, { body: charge });
  work.outbox.emit('charge.captured', charge);
  return disputeIfTold(work, charge, row);
}
