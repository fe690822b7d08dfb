import type { ElementsSession } from '../../contract/elements-session.js';
import { METHOD_FACTS } from '../../contract/method-facts-data.js';
import { type Occasion, obstaclesOf, offeredOf, sessionMethod } from '../../contract/offered-methods.js';
import { recordOf } from '../../frame/api/intent-requests.js';
import type { Json, JsonObject } from '../../wire/index.js';
import { type Intents, OPEN, objectOf, unexpectedState } from './intents.js';
import { invalidRequest } from './refusals.js';
import type { SavedMethods } from './saved-methods.js';

/** The account that is paid. */
const ACCOUNT = { name: null, country: 'US' };

type Subject = Pick<
  ElementsSession,
  'amount' | 'capture_method' | 'currency' | 'intent' | 'mode' | 'setup_future_usage'
>;
type Types = Occasion['allowed'];
type Usage = Subject['setup_future_usage'];

/**
 * Tells a Payment Element what it is for, and by which methods that can be paid, as the sandbox does.
 *
 * @param saved The saved methods, for a request that has a customer session.
 * @throws Refusal for a wrong client secret, and where no method is left.
 */
export function elementsSession(params: JsonObject, intents: Intents, saved: SavedMethods): ElementsSession {
  const intent = params.client_secret ? openIntent(intents, params.client_secret) : undefined;
  const deferred = recordOf(params.deferred_intent);
  const subject = intent ? ofIntent(intent) : ofDeferred(deferred);
  const given = intent ?? deferred;
  const options = recordOf(given.payment_method_options);
  const occasion: Occasion = {
    allowed: (given.payment_method_types ?? given.allowed_payment_method_types ?? null) as Types,
    excluded: (given.excluded_payment_method_types ?? null) as Types,
    switchedOn: null,
    redirects: recordOf(given.automatic_payment_methods).allow_redirects !== 'never',
    currency: subject.currency,
    amount: subject.amount,
    capturesLater: subject.capture_method === 'manual',
    keeps: (type) => (recordOf(options[type]).setup_future_usage ?? subject.setup_future_usage) !== null,
    country: (params.country ?? null) as string | null,
  };
  const offered = offeredOf(METHOD_FACTS, occasion);
  if (offered.length === 0) throw noneLeft(occasion);
  return {
    object: 'elements.session',
    livemode: false,
    ...subject,
    account: ACCOUNT,
    payment_methods: offered.map((method) => sessionMethod(method, occasion, recordOf(options[method.type]))),
    customer: params.customer_session_client_secret
      ? {
          ...saved.customer(offered.map(({ type }) => type)),
          require_cvc_recollection: recordOf(options.card).require_cvc_recollection === true,
        }
      : null,
  };
}

/** @throws Refusal for an intent that cannot be confirmed any more */
function openIntent(intents: Intents, clientSecret: Json): JsonObject {
  const intent = intents.of(clientSecret);
  if (OPEN.includes(`${intent.status}`)) return intent;
  const kind = objectOf(intent) === 'payment_intent' ? 'PaymentIntent' : 'SetupIntent';
  throw unexpectedState(
    `A Payment Element can't be shown for this ${kind}, because it has a status of ${intent.status}. Make a new ` +
      `${kind}: one with one of the following statuses can be paid: ${OPEN.join(', ')}.`,
    intent,
  );
}

function ofIntent(intent: JsonObject): Subject {
  const object = objectOf(intent);
  const isPayment = object === 'payment_intent';
  return {
    mode: isPayment ? 'payment' : 'setup',
    intent: { id: `${intent.id}`, object, status: `${intent.status}` },
    amount: isPayment ? Number(intent.amount) : null,
    currency: isPayment ? `${intent.currency}` : null,
    setup_future_usage: (isPayment ? intent.setup_future_usage : intent.usage) as Usage,
    capture_method: (isPayment ? intent.capture_method : null) as Subject['capture_method'],
  };
}

function ofDeferred({ mode, amount, currency, ...given }: JsonObject): Subject {
  const isPaid = mode !== 'setup';
  // What is subscribed to is paid again.
  const usage = given.setup_future_usage ?? (mode === 'payment' ? null : 'off_session');
  return {
    mode: mode as Subject['mode'],
    intent: null,
    amount: isPaid ? Number(amount) : null,
    currency: (currency ?? null) as string | null,
    setup_future_usage: usage as Usage,
    capture_method: (isPaid
      ? (given.capture_method ?? 'automatic_async')
      : null) as Subject['capture_method'],
  };
}

const noneLeft = (occasion: Occasion) =>
  invalidRequest(
    `No payment method is left for this Payment Element: ${obstaclesOf(METHOD_FACTS, occasion)}.`,
    { code: 'payment_method_types_empty' },
  );
