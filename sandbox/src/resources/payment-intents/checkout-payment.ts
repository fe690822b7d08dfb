import type Stripe from 'stripe';
import * as v from 'valibot';
import { configurationIn, isKept, OPEN, readConfirmation, reopened } from '../../intents/index.js';
import { forgetAuthentications } from '../../issuer/index.js';
import type { Call } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { checkAmount } from '../charges/index.js';
import { checkParts } from '../charging/index.js';
import { end } from './cancel.js';
import { confirm } from './confirm.js';
import { ownPayments, payment } from './kind.js';
import { createParams, paymentIntentObject } from './object.js';

type PaymentIntent = Stripe.PaymentIntent;

/** Creates the intent by which a Checkout Session is paid, from parameters as a request would have them. */
export async function createCheckoutPayment(
  work: Work,
  session: string,
  given: Record<string, unknown>,
): Promise<PaymentIntent> {
  const params = v.parse(createParams, given);
  checkAmount(params.amount, params.currency);
  checkParts(params);
  const configuration = await configurationIn(work, params);
  const body: PaymentIntent = {
    ...paymentIntentObject({ ...work, params }, newId('pi'), { configuration, method: undefined }),
    payment_details: { customer_reference: null, order_reference: session },
  };
  await ownPayments.insert(work, { id: body.id, body, customerId: params.customer ?? null });
  work.outbox.emit('payment_intent.created', body);
  return body;
}

/** What can change between two attempts of a customer to pay. */
export type CheckoutTerms = Pick<
  PaymentIntent,
  'amount' | 'customer' | 'payment_method_types' | 'receipt_email' | 'shipping'
>;

/** Changes the terms of a payment, which has to be locked, before it is tried again. */
export async function changeCheckoutPayment(
  work: Work,
  before: PaymentIntent,
  terms: Partial<CheckoutTerms>,
): Promise<PaymentIntent> {
  const after = { ...before, ...terms };
  checkAmount(after.amount, after.currency);
  checkParts(after);
  await ownPayments.replace(work, after.id, {
    body: after,
    customerId: after.customer && String(after.customer),
  });
  return after;
}

/** How the customer of a checkout pays: by what their page has collected, or by a payment method that a test names. */
export interface CheckoutMethod {
  confirmation_token?: string | undefined;
  payment_method?: string | undefined;
  return_url: string;
}

/**
 * Tries to pay an intent, which has to be locked, as the customer's page does. It has a `last_payment_error` afterwards if, and only
 * if, the attempt failed.
 *
 * @throws ApiError 400 for a payment method that can't pay it.
 */
export async function payCheckout(
  call: Call<unknown>,
  before: PaymentIntent,
  { confirmation_token, payment_method, return_url }: CheckoutMethod,
): Promise<PaymentIntent> {
  const given = v.parse(createParams, {
    amount: String(before.amount),
    currency: before.currency,
    return_url,
    use_stripe_sdk: 'true',
    ...(confirmation_token && { confirmation_token }),
    ...(payment_method && { payment_method }),
  });
  // It is the customer who pays, in a page, also where a test does it for them.
  const page = { ...call, key: { ...call.key, kind: 'publishable' as const } };
  const { method, params } = await readConfirmation(page, payment, before.id, given, {
    current: before.payment_method,
    paysNow: !isKept(before),
  });
  const body = await confirm({ ...page, params }, before, method);
  await ownPayments.replace(page, body.id, { body });
  return body;
}

/** Takes back an attempt that waits for the customer's bank. The intent has to be locked. */
export async function reopenCheckoutPayment(work: Work, before: PaymentIntent): Promise<PaymentIntent> {
  await forgetAuthentications(work, before.id);
  const after = reopened({ ...before, payment_method: null });
  await ownPayments.replace(work, after.id, { body: after });
  return after;
}

/** Cancels the payment of a checkout that comes to nothing. The intent has to be locked. */
export async function cancelCheckoutPayment(work: Work, before: PaymentIntent): Promise<void> {
  if (!OPEN.includes(before.status)) return;
  await forgetAuthentications(work, before.id);
  await end(work, before, 'abandoned');
}
