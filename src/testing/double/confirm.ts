import { debitError, settlesAfterSeconds } from '../../contract/debit-outcomes.js';
import {
  arrivalOf,
  BOUNCE_AFTER_SECONDS,
  BOUNCED,
  checkDeposits,
  type DepositAnswer,
  type DepositError,
  depositTypeOf,
} from '../../contract/microdeposits.js';
import { type BlikAnswer, blikAnswersAfterSeconds, blikError } from '../../contract/test-blik-codes.js';
import { recordOf } from '../../frame/api/intent-requests.js';
import type { Json, JsonObject, WireError } from '../../wire/index.js';
import type { NewId } from './ids.js';
import { errorNameOf, type Intents, OPEN, objectOf, unexpectedState } from './intents.js';
import { checkedObject, debitOf, flowOf, type Source } from './payment-methods.js';
import { declineError, invalidRequest, Refusal } from './refusals.js';
import { firstVerdict, lastVerdict, optionsFor, type Verdict } from './verdicts.js';

export interface Method {
  /** The object as the API shows it. */
  object: JsonObject;
  source: Source;
  /** Whether it becomes the default once it is saved, because its holder wants that. */
  becomesDefault?: boolean;
}

interface ConfirmOptions {
  intents: Intents;
  newId: NewId;
  /** Origin of the bank's pages. */
  bankUrl: string;
  /** Called with an intent and its method once its holder has agreed to it. */
  onAgreed(intent: JsonObject, method: Method): void;
}

/**
 * Creates functions that confirm intents as the sandbox does, and that take the holder's answer to their bank or to
 * microdeposits.
 */
export function createConfirm({ intents, newId, bankUrl, onAgreed }: ConfirmOptions) {
  /** Methods of intents that wait for an answer, by the id of the question. */
  const waiting = new Map<string, { clientSecret: string; method: Method }>();

  /**
   * Confirms an intent.
   *
   * @param changes Properties of the intent that the confirm changes.
   * @param params Parameters of the confirm, with the `return_url` to which the bank's own page leads back.
   * @throws Refusal if the issuer declines, or if the intent is already paid.
   */
  function confirm(intent: JsonObject, method: Method, changes: JsonObject, params: JsonObject): JsonObject {
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
    const options = optionsFor(method.object.type, intent, params);
    const verdict = firstVerdict(attempt, method.source, options);
    return verdict && 'asks' in verdict
      ? ask(attempt, method, verdict, params.return_url)
      : settle(attempt, method, verdict);
  }

  function ask(
    intent: JsonObject,
    method: Method,
    question: Extract<Verdict, { asks: unknown }>,
    returnUrl?: Json,
  ): JsonObject {
    if (question.asks === 'app') return askInApp(intent, method, question.answer);
    const source = newId(question.asks === 'page' ? 'payatt' : 'bav');
    waiting.set(source, { clientSecret: `${intent.client_secret}`, method });
    const next_action =
      question.asks === 'page' ? bankAction(source, method.source, returnUrl) : depositAction(source, method);
    const asked = intents.save({ ...intent, next_action, status: 'requires_action' });
    if (question.asks === 'statement' && debitOf(method.source).bouncesDeposits)
      intents.later(asked, BOUNCE_AFTER_SECONDS, () => void failDeposits(asked, method, BOUNCED));
    return asked;
  }

  /** Returns the action in which the bank asks: a dialog, a page of its own, or a voucher. */
  function bankAction(source: string, payer: Source, return_url: Json = null): JsonObject {
    const url = `${bankUrl}/3ds/${source}`;
    if (flowOf(payer) === 'voucher' && 'type' in payer) {
      const type = `${payer.type}_display_details`;
      return { type, [type]: { hosted_voucher_url: url } };
    }
    return flowOf(payer) === 'direct'
      ? {
          type: 'use_stripe_sdk',
          use_stripe_sdk: { type: 'three_d_secure_redirect', source, stripe_js: url },
        }
      : { type: 'redirect_to_url', redirect_to_url: { return_url, url } };
  }

  const depositAction = (source: string, { object }: Method): JsonObject => ({
    type: 'verify_with_microdeposits',
    verify_with_microdeposits: {
      arrival_date: arrivalOf(new Date()),
      hosted_verification_url: `${bankUrl}/microdeposits/${source}`,
      microdeposit_type: depositTypeOf(emailOf(object)),
    },
  });

  /** Lets the holder answer in the app of their bank. */
  function askInApp(intent: JsonObject, method: Method, answer: BlikAnswer): JsonObject {
    const next_action = { type: 'blik_authorize', blik_authorize: {} };
    const asked = intents.save({ ...intent, next_action, status: 'requires_action' });
    const error = blikError(answer);
    intents.later(asked, blikAnswersAfterSeconds(answer), () => {
      if (error) fail(asked, method, { ...error, type: 'card_error' });
      else settle(asked, method, undefined);
    });
    return asked;
  }

  /** Continues an intent after its cardholder has answered the bank. */
  function authenticated(source: unknown, passed: boolean): JsonObject {
    const { clientSecret, method } = waiting.get(`${source}`) as { clientSecret: string; method: Method };
    waiting.delete(`${source}`);
    const intent = intents.of(clientSecret);
    if (passed) return settle(intent, method, lastVerdict(intent, method.source));
    return fail(intent, method, {
      type: 'invalid_request_error',
      code: `${objectOf(intent)}_authentication_failure`,
      message: 'The provided PaymentMethod has failed authentication.',
    });
  }

  /**
   * Continues an intent after its holder has told what they read in the statement.
   *
   * @throws Refusal for a wrong answer, and for an intent that waits for none.
   */
  function verified(intent: JsonObject, answer: DepositAnswer): JsonObject {
    const { verify_with_microdeposits: deposits } = (intent.next_action ?? {}) as {
      verify_with_microdeposits?: { hosted_verification_url: string };
    };
    const asked = waiting.get(deposits?.hosted_verification_url.split('/').at(-1) ?? '');
    const source = asked?.method.source;
    if (!asked || !source || !('bank' in source)) {
      throw unexpectedState(
        `This intent does not wait for a verification with microdeposits: it has a status of ${intent.status}.`,
        intent,
      );
    }
    const check = checkDeposits(source.bank.wrong, answer);
    if (check.end === 'verified') {
      source.bank = { ...source.bank, verified: true };
      return settle(intent, asked.method, undefined);
    }
    source.bank = { ...source.bank, wrong: check.wrong };
    const after = check.end === 'failed' ? failDeposits(intent, asked.method, check.error) : intent;
    const param = 'code' in answer ? 'descriptor_code' : 'amounts';
    throw invalidRequest(check.error.message, { code: check.error.code, param, [objectOf(intent)]: after });
  }

  const failDeposits = (intent: JsonObject, method: Method, error: DepositError) =>
    fail(intent, method, { ...error, type: 'invalid_request_error' });

  function settle(
    intent: JsonObject,
    method: Method,
    verdict: Extract<Verdict, { decline: unknown }> | undefined,
  ): JsonObject {
    if (verdict) {
      const charge = objectOf(intent) === 'payment_intent' && { charge: newId('ch') };
      const error = { ...declineError(verdict.decline), ...charge };
      const after = fail(intent, method, error);
      throw new Refusal({ ...error, [objectOf(intent)]: after, payment_method: method.object });
    }
    const after = intents.save({ ...intent, next_action: null, status: statusAfter(intent, method) });
    onAgreed(after, method);
    if (after.status === 'processing') awaitBank(after, method);
    return after;
  }

  /** Lets the bank decide about a debit later. */
  function awaitBank(intent: JsonObject, method: Method): void {
    const behaviour = debitOf(method.source);
    if (behaviour.endless) return;
    const { failure } = behaviour;
    intents.later(intent, settlesAfterSeconds(behaviour), () => {
      if (failure) fail(intent, method, { ...debitError(failure), type: 'card_error', charge: newId('ch') });
      else intents.save({ ...intent, status: 'succeeded' });
    });
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

  return { confirm, authenticated, verified };
}

function emailOf({ billing_details }: JsonObject): string | null {
  const { email } = recordOf(billing_details);
  return typeof email === 'string' ? email : null;
}

function statusAfter(intent: JsonObject, { source }: Method): string {
  if (objectOf(intent) === 'setup_intent') return 'succeeded';
  if (flowOf(source) === 'debit') return 'processing';
  return intent.capture_method === 'manual' ? 'requires_capture' : 'succeeded';
}
