import type Stripe from 'stripe';
import { type ApiError, invalidRequest } from '../../kernel/errors.js';
import { SERVER, type Viewer } from '../../kernel/http/caller.js';
import { documents } from '../../kernel/store/documents.js';
import { attemptFailed, publicError } from '../payment-intents/index.js';
import { setupIntents as table } from './table.js';

type SetupIntent = Stripe.SetupIntent;

export const setupIntents = documents(table, 'setup_intent');

/** A SetupIntent as the key that asks may see it. */
export function viewOf(intent: SetupIntent, viewer: Viewer): object {
  if (viewer.kind !== 'publishable') return intent;
  const seen = Object.fromEntries(PUBLIC_PROPERTIES.map((name) => [name, intent[name]]));
  return { ...seen, last_setup_error: publicError(intent.last_setup_error) };
}

/** What a page has to know to save a payment method: nothing of customers and metadata. */
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
] as const satisfies (keyof SetupIntent)[];

/** What to answer after an attempt: the intent, or why it failed with the intent in it. */
export function answerOf(intent: SetupIntent, viewer: Viewer): object | ApiError {
  const error = intent.last_setup_error;
  if (!error) return viewOf(intent, viewer);
  return attemptFailed(error, viewer, { setup_intent: viewOf(intent, viewer) });
}

/** An intent is not in a state in which this can be done. */
export const unexpectedState = (
  message: string,
  intent: SetupIntent,
  viewer: Viewer = SERVER,
  param?: string,
): ApiError =>
  invalidRequest(message, {
    code: 'setup_intent_unexpected_state',
    ...(param && { param }),
    about: { setup_intent: viewOf(intent, viewer) },
  });
