import type Stripe from 'stripe';
import type * as v from 'valibot';
import { cancelParams, lockToCancel, refuseForCheckout } from '../../intents/index.js';
import { forgetAuthentications } from '../../issuer/index.js';
import type { Call } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { methods } from '../../methods/index.js';
import { charges } from '../charges/index.js';
import { payment, paymentIntents, refuseForInvoice } from './kind.js';

const CANCELABLE = [
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
];

export const cancelPaymentParams = cancelParams([
  'abandoned',
  'duplicate',
  'fraudulent',
  'requested_by_customer',
]);

/**
 * Cancels an intent that was not paid. Money that an issuer reserved is released, and a debit that its bank has
 * not begun is stopped.
 *
 * @throws ApiError 400 in another state.
 */
export async function cancel(
  call: Call<v.InferOutput<typeof cancelPaymentParams>>,
): Promise<Stripe.PaymentIntent> {
  const before = await lockToCancel(call, payment, CANCELABLE, stopDebit);
  refuseForInvoice(before, 'canceled', 'Void the invoice instead.');
  if (before.status !== 'requires_capture') refuseForCheckout(payment, before, 'canceled');
  if (before.status === 'requires_capture') await release(call, String(before.latest_charge));
  // Its issuer no longer asks.
  if (before.status === 'requires_action') await forgetAuthentications(call, before.id);
  return end(call, before, call.params.cancellation_reason ?? null);
}

/** Ends an intent that can no longer be paid. It has to be locked. */
export async function end(
  work: Work,
  before: Stripe.PaymentIntent,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): Promise<Stripe.PaymentIntent> {
  const after: Stripe.PaymentIntent = {
    ...before,
    amount_capturable: 0,
    canceled_at: seconds(work.now),
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  };
  await paymentIntents.replace(work, after.id, { body: after });
  work.outbox.emit('payment_intent.canceled', after);
  return after;
}

async function release(work: Work, chargeId: string): Promise<void> {
  const { body: before } = await charges.lock(work, chargeId);
  const charge = { ...before, amount_refunded: before.amount, refunded: true };
  await charges.replace(work, chargeId, { body: charge });
  work.outbox.emit('charge.refunded', charge, { amount_refunded: 0, refunded: false });
}

/** Stops the debit of a payment, where that is still possible. */
async function stopDebit(work: Work, intent: Stripe.PaymentIntent): Promise<boolean> {
  if (intent.status !== 'processing') return false;
  const { body: before, type, details } = await charges.lock(work, String(intent.latest_charge));
  if (!methods.of(type).isCancelable?.(details)) return false;
  const charge: Stripe.Charge = { ...before, amount_captured: 0, status: 'failed' };
  await charges.replace(work, charge.id, { body: charge });
  work.outbox.emit('charge.failed', charge);
  return true;
}
