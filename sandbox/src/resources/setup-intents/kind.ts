import type Stripe from 'stripe';
import { defineIntentKind } from '../../intents/index.js';
import { documents } from '../../kernel/store/documents.js';
import { setupIntents as table } from './table.js';

export const setupIntents = documents(table, 'setup_intent');

/** Properties that a page needs to save a payment method, without customers and metadata. */
const PUBLIC_PROPERTIES = [
  'id',
  'object',
  'automatic_payment_methods',
  'cancellation_reason',
  'client_secret',
  'created',
  'description',
  'last_setup_error',
  'livemode',
  'next_action',
  'payment_method',
  'payment_method_configuration_details',
  'payment_method_types',
  'status',
  'usage',
] as const satisfies (keyof Stripe.SetupIntent)[];

export const setup = defineIntentKind<Stripe.SetupIntent>({
  object: 'setup_intent',
  name: 'SetupIntent',
  store: setupIntents,
  publicProperties: PUBLIC_PROPERTIES,
  lastError: 'last_setup_error',
  optionSet: 'setUp',
  wrongMethodCode: 'setup_intent_invalid_parameter',
});
