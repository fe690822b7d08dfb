import type Stripe from 'stripe';
import { ApiError, invalidRequest, missing } from '../../kernel/errors.js';
import type { Viewer } from '../../kernel/http/caller.js';
import type { Call } from '../../kernel/http/route.js';
import { sameSecret } from '../../kernel/same-secret.js';
import { documents } from '../../kernel/store/documents.js';
import { publicMethod } from '../payment-methods/index.js';
import { paymentIntents as table } from './table.js';

export const paymentIntents = documents(table, 'payment_intent');

/** Why an attempt failed, as an intent of either kind keeps it. */
type AttemptError = Stripe.PaymentIntent.LastPaymentError | Stripe.SetupIntent.LastSetupError;

/** A PaymentIntent as the key that asks may see it. */
export function viewOf(intent: Stripe.PaymentIntent, viewer: Viewer): object {
  if (viewer.kind !== 'publishable') return intent;
  const seen = Object.fromEntries(PUBLIC_PROPERTIES.map((name) => [name, intent[name]]));
  return { ...seen, last_payment_error: publicError(intent.last_payment_error) };
}

/** What a page has to know to take a payment: nothing of customers, metadata, fees or charges. */
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

export const publicError = (error: AttemptError | null) =>
  error && {
    ...error,
    ...(error.payment_method && { payment_method: publicMethod(error.payment_method) }),
  };

/** What to answer after an attempt: the intent, or why it failed with the intent in it. */
export function answerOf(intent: Stripe.PaymentIntent, viewer: Viewer): object | ApiError {
  const error = intent.last_payment_error;
  if (!error) return viewOf(intent, viewer);
  return attemptFailed(error, viewer, {
    ...(error.charge && { charge: error.charge }),
    payment_intent: viewOf(intent, viewer),
  });
}

/** The answer to an attempt that failed, with the intent that it was made for. */
export function attemptFailed(
  { code, decline_code, message, param, payment_method: method }: AttemptError,
  viewer: Viewer,
  about: object,
): ApiError {
  return new ApiError(402, 'card_error', message ?? '', {
    ...(code && { code }),
    ...(decline_code && { declineCode: decline_code }),
    ...(param && { param }),
    about: {
      ...about,
      ...(method && { payment_method: viewer.kind === 'publishable' ? publicMethod(method) : method }),
    },
  });
}

/** An intent is not in a state in which this can be done. */
export const unexpectedState = (
  message: string,
  intent: Stripe.PaymentIntent,
  viewer: Viewer,
  param?: string,
): ApiError =>
  invalidRequest(message, {
    code: 'payment_intent_unexpected_state',
    ...(param && { param }),
    about: { payment_intent: viewOf(intent, viewer) },
  });

/** The client secret of a request: in its body, or in a header, so that no address has it. */
export const clientSecretIn = ({ params, headers }: Call<{ client_secret?: unknown }>): string | undefined =>
  typeof params.client_secret === 'string'
    ? params.client_secret
    : (headers.get('payframe-client-secret') ?? undefined);

/**
 * Lets a publishable key see an intent only with its client secret. A wrong one is answered as if the intent weren't there.
 *
 * @throws ApiError 404 `resource_missing`
 */
export function checkClientSecret(
  intent: { id: string; client_secret: string | null },
  given: string | undefined,
  viewer: Viewer,
  kind: 'payment_intent' | 'setup_intent',
): void {
  if (given === undefined && viewer.kind !== 'publishable') return;
  if (!sameSecret(given ?? '', intent.client_secret ?? '')) throw missing(kind, intent.id, 'intent');
}
