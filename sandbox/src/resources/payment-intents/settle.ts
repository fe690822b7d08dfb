import type Stripe from 'stripe';
import type { JobType, Work } from '../../kernel/scope.js';
import { methods, type Settlement } from '../../methods/index.js';
import { type Charged, charges } from '../charges/index.js';
import { takeMoney } from '../charging/index.js';
import { disputeIfTold } from '../disputes/index.js';
import { changeMandate, endConsent, mandateOf } from '../mandates/index.js';
import { findPaymentMethod } from '../payment-methods/index.js';
import { failed, paymentError } from './fail.js';
import { paymentIntents } from './kind.js';

/** The job that ends a pending payment. A payment that has ended is left as it is. */
export const settlement: JobType = { name: 'settle_debit', run: settle };

async function settle(work: Work, chargeId: string): Promise<void> {
  const { paymentIntentId } = await charges.find(work, chargeId);
  const { body: intent } = await paymentIntents.lock(work, String(paymentIntentId));
  const row = await charges.lock(work, chargeId);
  if (row.body.status !== 'pending') return;
  const end = methods.of(row.type).settle?.(row.details) ?? { end: 'paid' };
  const after =
    end.end === 'failed'
      ? await fail(work, intent, row.body, end)
      : await succeed(work, intent, row.body, row);
  await paymentIntents.replace(work, intent.id, { body: after });
}

async function succeed(
  work: Work,
  intent: Stripe.PaymentIntent,
  before: Stripe.Charge,
  charged: Charged,
): Promise<Stripe.PaymentIntent> {
  const money = await takeMoney(work, before, charged);
  const charge: Stripe.Charge = { ...before, ...money, paid: true, status: 'succeeded' };
  await charges.replace(work, charge.id, { body: charge });
  const after: Stripe.PaymentIntent = { ...intent, amount_received: charge.amount, status: 'succeeded' };
  work.outbox.emit('charge.succeeded', charge);
  await disputeIfTold(work, charge, charged);
  await changeMandate(work, await mandateOf(work, charge), 'accepted');
  work.outbox.emit('payment_intent.succeeded', after);
  return after;
}

async function fail(
  work: Work,
  intent: Stripe.PaymentIntent,
  before: Stripe.Charge,
  { error, outcome, mandate = 'accepted' }: Extract<Settlement, { end: 'failed' }>,
): Promise<Stripe.PaymentIntent> {
  const charge: Stripe.Charge = {
    ...before,
    amount_captured: 0,
    failure_code: error.code,
    failure_message: error.message,
    outcome,
    status: 'failed',
  };
  await charges.replace(work, charge.id, { body: charge });
  work.outbox.emit('charge.failed', charge);
  const method = await findPaymentMethod(work, String(charge.payment_method));
  await changeMandate(work, await mandateOf(work, charge), mandate);
  // Also where an earlier release has named no mandate.
  if (mandate !== 'accepted') await endConsent(work, method.id);
  return failed(work, intent, paymentError(error, charge, method), charge.id);
}
