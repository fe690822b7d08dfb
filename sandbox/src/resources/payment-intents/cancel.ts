import type Stripe from 'stripe';
import { forgetAuthentications } from '../../issuer/index.js';
import { SERVER } from '../../kernel/http/caller.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { charges } from '../charges/index.js';
import { paymentIntents, unexpectedState } from './view.js';

const CANCELABLE = [
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
];

/**
 * Ends an intent that was not paid. What an issuer reserved is released. The intent has to be locked.
 *
 * @throws ApiError 400 in another state.
 */
export async function cancel(
  work: Work,
  before: Stripe.PaymentIntent,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): Promise<Stripe.PaymentIntent> {
  if (!CANCELABLE.includes(before.status)) {
    throw unexpectedState(
      `You cannot cancel this PaymentIntent because it has a status of ${before.status}. Only a PaymentIntent with one ` +
        `of the following statuses may be canceled: ${CANCELABLE.join(', ')}.`,
      before,
      SERVER,
    );
  }
  if (before.status === 'requires_capture') await release(work, String(before.latest_charge));
  // Its issuer asks no more.
  if (before.status === 'requires_action') await forgetAuthentications(work, before.id);
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
