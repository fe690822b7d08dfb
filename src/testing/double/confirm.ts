import type { DeclineCode } from '../../contract/declines.js';
import type { MethodFlow } from '../../contract/elements-session.js';
import { type Behaviour, behaviourOf } from '../../contract/test-cards.js';
import type { Json, JsonObject, WireError } from '../../wire/index.js';
import type { NewId } from './ids.js';
import { errorNameOf, type Intents, OPEN, objectOf, unexpectedState } from './intents.js';
import { checkedObject, flowOf, type Source } from './payment-methods.js';
import { declineError, Refusal } from './refusals.js';

export interface Method {
  /** The object as the API shows it. */
  object: JsonObject;
  source: Source;
}

/** Issuer's answer for an intent: a challenge for the cardholder, a decline, or `undefined` if it agrees. */
type Verdict = 'challenge' | { decline: DeclineCode } | undefined;

const CHALLENGED = /^(always|required|unless_set_up|already_set_up)$/;

/**
 * Creates functions that confirm intents as the sandbox does, and that take the cardholder's answer to their
 * bank.
 */
export function createConfirm(intents: Intents, newId: NewId, bankUrl: string) {
  /** Intents that wait for an authentication, with their payment methods, by the id of the authentication. */
  const waiting = new Map<string, { clientSecret: string; method: Method }>();

  /**
   * Confirms an intent.
   *
   * @param returnUrl Address to which the bank's own page leads back.
   * @throws Refusal if the issuer declines, or if the intent is already paid.
   */
  function confirm(intent: JsonObject, method: Method, changes: JsonObject, returnUrl?: Json): JsonObject {
    if (!OPEN.includes(`${intent.status}`)) {
      const message = `You cannot confirm this intent because it has a status of ${intent.status}.`;
      throw unexpectedState(message, intent);
    }
    if (objectOf(intent) === 'payment_intent' && 'card' in method.source)
      method.object = checkedObject(method.object, method.source.card);
    const attempt = {
      ...intent,
      ...changes,
      [errorNameOf(intent)]: null,
      payment_method: method.object.id ?? null,
    };
    const verdict = firstVerdict(attempt, method);
    if (verdict !== 'challenge') return settle(attempt, method, verdict);
    const source = newId('payatt');
    waiting.set(source, { clientSecret: `${intent.client_secret}`, method });
    const next_action = actionFor(source, flowOf(method.source), returnUrl);
    return intents.save({ ...attempt, next_action, status: 'requires_action' });
  }

  /** Returns the action in which the bank asks: a dialog, or a page of its own. */
  function actionFor(source: string, flow: MethodFlow, return_url: Json = null): JsonObject {
    const url = `${bankUrl}/3ds/${source}`;
    return flow === 'direct'
      ? {
          type: 'use_stripe_sdk',
          use_stripe_sdk: { type: 'three_d_secure_redirect', source, stripe_js: url },
        }
      : { type: 'redirect_to_url', redirect_to_url: { return_url, url } };
  }

  /** Continues an intent after its cardholder has answered the bank. */
  function authenticated(source: unknown, passed: boolean): JsonObject {
    const { clientSecret, method } = waiting.get(`${source}`) as { clientSecret: string; method: Method };
    waiting.delete(`${source}`);
    const intent = intents.of(clientSecret);
    if (passed) return settle(intent, method, lastVerdict(intent, method));
    return fail(intent, method, {
      type: 'invalid_request_error',
      code: `${objectOf(intent)}_authentication_failure`,
      message: 'The provided PaymentMethod has failed authentication.',
    });
  }

  function settle(intent: JsonObject, method: Method, verdict: Verdict): JsonObject {
    if (typeof verdict === 'object') {
      const charge = objectOf(intent) === 'payment_intent' && { charge: newId('ch') };
      const error = { ...declineError(verdict.decline), ...charge };
      const after = fail(intent, method, error);
      throw new Refusal({ ...error, [objectOf(intent)]: after, payment_method: method.object });
    }
    return intents.save({ ...intent, next_action: null, status: statusAfter(intent, method) });
  }

  function fail(intent: JsonObject, method: Method, error: WireError): JsonObject {
    return intents.save({
      ...intent,
      [errorNameOf(intent)]: { ...error, payment_method: method.object } as JsonObject,
      next_action: null,
      payment_method: null,
      status: 'requires_payment_method',
    });
  }

  return { confirm, authenticated };
}

function statusAfter(intent: JsonObject, { source }: Method): string {
  if (objectOf(intent) === 'setup_intent') return 'succeeded';
  if (flowOf(source) === 'debit') return 'processing';
  return intent.capture_method === 'manual' ? 'requires_capture' : 'succeeded';
}

function firstVerdict(intent: JsonObject, method: Method): Verdict {
  if (flowOf(method.source) === 'redirect') return 'challenge';
  const { threeDSecure = '', risk } = behaviourOfMethod(method);
  if (CHALLENGED.test(threeDSecure) || risk === 'adaptive_3ds') return 'challenge';
  if (threeDSecure === 'required_error') return { decline: 'generic_decline' };
  return lastVerdict(intent, method);
}

function lastVerdict(intent: JsonObject, method: Method): Verdict {
  const { decline, declineAfterAttaching, risk = '' } = behaviourOfMethod(method);
  const pays = objectOf(intent) === 'payment_intent';
  if (pays && /^(blocked|highest)$/.test(risk)) return { decline: 'fraudulent' };
  const refusal = decline ?? (pays ? declineAfterAttaching : undefined);
  // A code that was not sent can't be wrong.
  const hasCvc = 'card' in method.source && method.source.card.cvcProvided;
  return refusal && (refusal !== 'incorrect_cvc' || hasCvc) ? { decline: refusal } : undefined;
}

const behaviourOfMethod = ({ source }: Method): Behaviour =>
  'card' in source ? behaviourOf(source.card.testCard) : {};
