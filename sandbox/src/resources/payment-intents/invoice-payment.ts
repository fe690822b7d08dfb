import type Stripe from 'stripe';
import * as v from 'valibot';
import { checkMethod, configurationIn } from '../../intents/index.js';
import { forgetAuthentications } from '../../issuer/index.js';
import { SERVER } from '../../kernel/http/caller.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { methods } from '../../methods/index.js';
import { newestMandateOf } from '../mandates/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';
import { attempt } from './attempt.js';
import { ownPayments, payment } from './kind.js';
import { checkTerms } from './method-types.js';
import { createParams, paymentIntentObject } from './object.js';

type PaymentIntent = Stripe.PaymentIntent;

/** The payment of an invoice. */
export interface OwnPayment {
  invoice: string;
  amount: number;
  currency: string;
  customer: string;
  description: string;
  /** Whether the payment method is saved for later invoices. */
  keepsMethod: boolean;
  statementDescriptor: string | null;
  /** Types of payment method that can pay it; `null` for those that the account offers. */
  types: string[] | null;
}

/** Creates the intent by which an invoice is paid. */
export async function createOwnPayment(work: Work, terms: OwnPayment): Promise<PaymentIntent> {
  const params = v.parse(createParams, {
    amount: String(terms.amount),
    currency: terms.currency,
    customer: terms.customer,
    description: terms.description,
    ...(terms.keepsMethod && { setup_future_usage: 'off_session' }),
    ...(terms.statementDescriptor && { statement_descriptor: terms.statementDescriptor }),
    ...(terms.types && { payment_method_types: terms.types }),
  });
  const configuration = await configurationIn(work, params);
  const body: PaymentIntent = {
    ...paymentIntentObject({ ...work, params }, newId('pi'), { configuration, method: undefined }),
    payment_details: { customer_reference: null, order_reference: terms.invoice },
  };
  await ownPayments.insert(work, { id: body.id, body, customerId: terms.customer });
  work.outbox.emit('payment_intent.created', body);
  return body;
}

/** Names the payment method that the customer only has to confirm. The intent has to be locked. */
export async function offerMethod(
  work: Work,
  before: PaymentIntent,
  method: PaymentMethodRow,
): Promise<PaymentIntent> {
  checkMethod(payment, before, method, SERVER);
  const after: PaymentIntent = { ...before, payment_method: method.id, status: 'requires_confirmation' };
  await ownPayments.replace(work, after.id, { body: after });
  return after;
}

/** How an invoice tries its payment. */
interface Trial {
  /** Whether the customer is away, so that nobody can be asked. */
  offSession: boolean;
  /** The platform's origin, which has the page of the bank; `null` for a job, which nobody could be asked by. */
  origin: string | null;
}

/**
 * Tries to pay an invoice with a payment method. The intent has to be locked. It has a `last_payment_error` afterwards if, and
 * only if, the attempt failed.
 *
 * @throws ApiError 400 for a payment method that can't pay it.
 */
export async function tryOwnPayment(
  work: Work,
  before: PaymentIntent,
  method: PaymentMethodRow,
  trial: Trial,
): Promise<PaymentIntent> {
  checkMethod(payment, before, method, SERVER);
  checkTerms(before, method, payment.about(before, SERVER));
  if (before.status === 'requires_action') await forgetAuthentications(work, before.id);
  const { origin } = trial;
  const asks = origin !== null && (!trial.offSession || needsHolder(work, before, method));
  const after = await attempt(work, before, method, {
    authenticated: false,
    errorOnAction: false,
    forPayment: {},
    mandate: methods.of(method.type).mandate ? await newestMandateOf(work, method.id) : null,
    methodOptions: {},
    offSession: !asks,
    origin: origin ?? '',
    returnUrl: null,
    useSdk: true,
  });
  await ownPayments.replace(work, after.id, { body: after });
  return after;
}

/** Tells whether a payment without its holder would be refused only because the holder has to be asked. */
function needsHolder({ now }: Work, intent: PaymentIntent, method: PaymentMethodRow): boolean {
  const result = methods.of(method.type).pay(method, {
    amount: intent.amount,
    authenticated: false,
    capturesLater: false,
    errorOnAction: false,
    mandate: null,
    now,
    offSession: true,
    options: {},
  });
  return result.end === 'failed' && result.error.decline_code === 'authentication_required';
}

/** Changes the amount due of an invoice. The intent has to be locked, and must not be on its way. */
export async function changeOwnPayment(
  work: Work,
  before: PaymentIntent,
  amount: number,
): Promise<PaymentIntent> {
  const isAsking = before.status === 'requires_action';
  if (isAsking) await forgetAuthentications(work, before.id);
  const after: PaymentIntent = {
    ...before,
    amount,
    ...(isAsking && { next_action: null, status: 'requires_payment_method' }),
  };
  await ownPayments.replace(work, after.id, { body: after });
  return after;
}

/** Ends the payment of an invoice that is void, or was paid in another way. The intent has to be locked. */
export async function cancelOwnPayment(work: Work, before: PaymentIntent): Promise<PaymentIntent> {
  if (['canceled', 'succeeded'].includes(before.status)) return before;
  await forgetAuthentications(work, before.id);
  const after: PaymentIntent = {
    ...before,
    canceled_at: seconds(work.now),
    cancellation_reason: 'void_invoice',
    next_action: null,
    status: 'canceled',
  };
  await ownPayments.replace(work, after.id, { body: after });
  work.outbox.emit('payment_intent.canceled', after);
  return after;
}
