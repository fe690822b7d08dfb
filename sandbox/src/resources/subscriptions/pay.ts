import { ApiError } from '../../kernel/errors.js';
import type { Work } from '../../kernel/scope.js';
import { type Collection, collect, offer, sendInvoice } from '../invoices/index.js';
import type { HeldInvoice } from './bill.js';
import type { PaymentBehavior } from './params.js';

/** How an invoice is paid in the request that creates it. */
export interface Payment extends Pick<Collection, 'isAutomatic' | 'method' | 'offSession' | 'origin'> {
  behavior: PaymentBehavior;
}

/**
 * Collects an invoice of a subscription, as far as it has to be paid now.
 *
 * @throws ApiError 402 if it can't be paid and nothing should change in that case.
 */
export async function pay<Own extends Work>(
  held: HeldInvoice<Own>,
  { behavior, ...payment }: Payment,
): Promise<HeldInvoice<Own>> {
  const { invoice } = held;
  if (invoice.status !== 'open') return held;
  if (invoice.collection_method === 'send_invoice') {
    await sendInvoice(held);
    return held;
  }
  if (behavior === 'default_incomplete') return offer(held, payment.method);
  const { held: after, refusal } = await collect(held, payment);
  if (refusal && behavior === 'error_if_incomplete') throw undone(refusal);
  return after;
}

/** Returns the error of a payment that has failed, without the objects that are undone with it. */
export function undone({ body: { error } }: ApiError): ApiError {
  if (error.type === 'card_error') {
    return new ApiError(402, 'card_error', error.message, {
      ...(error.code && { code: error.code }),
      ...(error.decline_code && { declineCode: error.decline_code }),
    });
  }
  return new ApiError(
    402,
    'card_error',
    'Payment for this subscription requires additional user action before it can be completed successfully. Send ' +
      'payment_behavior=default_incomplete, and confirm the payment in a page.',
    { code: 'subscription_payment_intent_requires_action' },
  );
}
