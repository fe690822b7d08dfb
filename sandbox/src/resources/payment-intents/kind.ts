import type Stripe from 'stripe';
import { defineIntentKind, followed, invoiceOf } from '../../intents/index.js';
import { documents } from '../../kernel/store/documents.js';
import { paymentIntents as table } from './table.js';

/** The store, of which nobody learns: for payments that an invoice or a checkout makes itself. */
export const ownPayments = documents(table, 'payment_intent');

export const paymentIntents = followed(ownPayments);

/** Properties that a page needs to take a payment, without customers, metadata, fees and charges. */
const PUBLIC_PROPERTIES = [
  'id',
  'object',
  'amount',
  'amount_details',
  'automatic_payment_methods',
  'canceled_at',
  'cancellation_reason',
  'capture_method',
  'client_secret',
  'confirmation_method',
  'created',
  'currency',
  'description',
  'last_payment_error',
  'livemode',
  'next_action',
  'payment_method',
  'payment_method_configuration_details',
  'payment_method_types',
  'processing',
  'receipt_email',
  'setup_future_usage',
  'shipping',
  'source',
  'status',
] as const satisfies (keyof Stripe.PaymentIntent)[];

export const payment = defineIntentKind<Stripe.PaymentIntent>({
  object: 'payment_intent',
  name: 'PaymentIntent',
  store: paymentIntents,
  publicProperties: PUBLIC_PROPERTIES,
  lastError: 'last_payment_error',
  optionSet: 'payment',
  wrongMethodCode: 'payment_intent_incompatible_payment_method',
});

/** @throws ApiError 400 for the payment of an invoice, on whose terms the invoice decides. */
export function refuseForInvoice(
  intent: Stripe.PaymentIntent,
  done: 'canceled' | 'changed',
  instead: string,
  param?: string,
): void {
  const invoice = invoiceOf(intent);
  if (!invoice) return;
  throw payment.unexpectedState(
    `This PaymentIntent pays the invoice ${invoice}, so it can't be ${done} on its own. ${instead}`,
    intent,
    undefined,
    param,
  );
}
