import type Stripe from 'stripe';
import { defineIntentKind } from '../../intents/index.js';
import { documents } from '../../kernel/store/documents.js';
import { paymentIntents as table } from './table.js';

export const paymentIntents = documents(table, 'payment_intent');

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
