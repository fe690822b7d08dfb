import type Stripe from 'stripe';
import type { ErrorCode } from '../../../src/contract/errors.js';
import { ApiError, invalidRequest, missing } from '../kernel/errors.js';
import { SERVER, type Viewer } from '../kernel/http/caller.js';
import type { Call } from '../kernel/http/route.js';
import { sameSecret } from '../kernel/same-secret.js';
import type { Work } from '../kernel/scope.js';
import { publicMethod } from '../resources/payment-methods/index.js';

export type Intent = Stripe.PaymentIntent | Stripe.SetupIntent;

/** The reason why an attempt failed, as an intent keeps it. */
export type LastError = Stripe.PaymentIntent.LastPaymentError | Stripe.SetupIntent.LastSetupError;

interface Definition<One extends Intent> {
  object: One['object'];
  /** Its name in errors. */
  name: 'PaymentIntent' | 'SetupIntent';
  store: {
    find(work: Work, id: string, param?: string): Promise<{ body: One }>;
    lock(work: Work, id: string, param?: string): Promise<{ body: One }>;
    replace(work: Work, id: string, changed: { body: One }): Promise<void>;
  };
  /** Properties that a page sees. */
  publicProperties: readonly (keyof One)[];
  /** Property that keeps the reason why the last attempt failed. */
  lastError: 'last_payment_error' | 'last_setup_error';
  /** Set of a payment method type's options that this kind takes. */
  optionSet: 'payment' | 'setUp';
  /** Error code for a payment method of a type that the intent does not allow. */
  wrongMethodCode: ErrorCode;
}

/** One of the two kinds of intent: how it is shown, and how requests for it are refused. */
export interface IntentKind<One extends Intent> extends Definition<One> {
  /** Returns the intent as the requesting key may see it. */
  viewOf(intent: One, viewer: Viewer): object;
  /** Returns the answer to an attempt: the intent, or the error that it failed with. */
  answerOf(intent: One, viewer: Viewer): object | ApiError;
  /** Names the intent in the details of an error. */
  about(intent: One, viewer: Viewer): object;
  /** Creates the error for an action that the intent's state does not allow. */
  unexpectedState(message: string, intent: One, viewer?: Viewer, param?: string): ApiError;
  /** Error code for parameters that don't fit together. */
  invalidParameter: ErrorCode;
  /**
   * Lets a publishable key see an intent only with its client secret. With a wrong one, the answer is the
   * same as for no intent.
   *
   * @throws ApiError 404 `resource_missing`
   */
  checkSecret(call: Call<{ client_secret?: unknown }>, intent: One): void;
}

/** Statuses of an intent that has yet to be confirmed, or waits for its cardholder. */
export const OPEN = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

export function defineIntentKind<One extends Intent>(definition: Definition<One>): IntentKind<One> {
  const { object, publicProperties, lastError } = definition;
  const errorOf = (intent: One) => (intent as Partial<Record<typeof lastError, LastError | null>>)[lastError];

  function viewOf(intent: One, viewer: Viewer): object {
    if (viewer.kind !== 'publishable') return intent;
    const seen = Object.fromEntries(publicProperties.map((name) => [name, intent[name]]));
    return { ...seen, [lastError]: publicError(errorOf(intent) ?? null) };
  }

  const about = (intent: One, viewer: Viewer) => ({ [object]: viewOf(intent, viewer) });

  return {
    ...definition,
    viewOf,
    about,
    invalidParameter: `${object}_invalid_parameter`,
    answerOf(intent, viewer) {
      const error = errorOf(intent);
      return error ? attemptFailed(error, viewer, about(intent, viewer)) : viewOf(intent, viewer);
    },
    unexpectedState: (message, intent, viewer = SERVER, param) =>
      invalidRequest(message, {
        code: `${object}_unexpected_state`,
        ...(param && { param }),
        about: about(intent, viewer),
      }),
    checkSecret: (call, intent) => checkClientSecret(intent, clientSecretIn(call), call.key, object),
  };
}

const publicError = (error: LastError | null) =>
  error && {
    ...error,
    ...(error.payment_method && { payment_method: publicMethod(error.payment_method) }),
  };

function attemptFailed(error: LastError, viewer: Viewer, about: object): ApiError {
  const { code, decline_code, message, param, payment_method: method } = error;
  return new ApiError(402, 'card_error', message ?? '', {
    ...(code && { code: code as ErrorCode }),
    ...(decline_code && { declineCode: decline_code }),
    ...(param && { param }),
    about: {
      ...('charge' in error && error.charge && { charge: error.charge }),
      ...about,
      ...(method && { payment_method: viewer.kind === 'publishable' ? publicMethod(method) : method }),
    },
  });
}

/** Reads the client secret of a request from its body or a header. It is never in a URL. */
const clientSecretIn = ({ params, headers }: Call<{ client_secret?: unknown }>): string | undefined =>
  typeof params.client_secret === 'string'
    ? params.client_secret
    : (headers.get('payframe-client-secret') ?? undefined);

/** Does the same as `checkSecret` of a kind, for an intent of the upstream. */
export function checkClientSecret(
  intent: { id: string; client_secret: string | null },
  given: string | undefined,
  viewer: Viewer,
  object: Intent['object'],
): void {
  if (given === undefined && viewer.kind !== 'publishable') return;
  if (!sameSecret(given ?? '', intent.client_secret ?? '')) throw missing(object, intent.id, 'intent');
}

/** Takes a change of a payment into what it is for, such as an invoice, in the same transaction. The intent is locked. */
export type PaymentFollower = (work: Work, purpose: string, intent: Stripe.PaymentIntent) => Promise<void>;

/** What a payment is for, by the prefix of its id. */
const PURPOSES = ['in', 'cs'] as const;
type Purpose = (typeof PURPOSES)[number];

let followers: Record<Purpose, PaymentFollower> = { cs: async () => {}, in: async () => {} };

/** Names who has to know of payments. Intents know nothing of invoices and of checkouts. */
export function followPayments(named: Record<Purpose, PaymentFollower>): void {
  followers = named;
}

/** Returns the id of the invoice that an intent pays, if it pays one. */
export const invoiceOf = (intent: Stripe.PaymentIntent): string | null => purposeOf(intent, 'in');

/** @throws ApiError 400 for the payment of a Checkout Session, on which only the session's page decides. */
export function refuseForCheckout(
  { unexpectedState }: IntentKind<Stripe.PaymentIntent>,
  intent: Stripe.PaymentIntent,
  done: 'canceled' | 'changed' | 'confirmed',
  viewer?: Viewer,
): void {
  const session = purposeOf(intent, 'cs');
  if (!session) return;
  throw unexpectedState(
    `This PaymentIntent was created by the Checkout Session ${session}, so it can't be ${done} on its own. Expire the ` +
      'session to cancel it.',
    intent,
    viewer,
  );
}

function purposeOf({ payment_details: details }: Stripe.PaymentIntent, purpose: Purpose): string | null {
  const reference = details?.order_reference ?? '';
  return reference.startsWith(`${purpose}_`) ? reference : null;
}

interface PaymentStore {
  load(work: Work, id: string): Promise<Stripe.PaymentIntent | undefined>;
  replace(work: Work, id: string, changed: { body?: Stripe.PaymentIntent }): Promise<void>;
}

/** Returns the same store, of whose changes those learn that the payments are for. */
export const followed = <Store extends PaymentStore>(store: Store): Store => ({
  ...store,
  async replace(work: Work, id: string, changed: { body?: Stripe.PaymentIntent }) {
    const { body: after } = changed;
    const purpose = after && PURPOSES.find((one) => purposeOf(after, one));
    const before = purpose ? await store.load(work, id) : undefined;
    await store.replace(work, id, changed);
    if (purpose && before && wasTried(before, after))
      await followers[purpose](work, String(purposeOf(after, purpose)), after);
  },
});

/** Tells whether an intent was tried, or is being tried, and not only described again. */
const wasTried = (before: Stripe.PaymentIntent, after: Stripe.PaymentIntent): boolean =>
  before.status !== after.status || before.latest_charge !== after.latest_charge;
