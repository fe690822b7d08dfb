import {
  type CallMethod,
  type IntentObject,
  isLost,
  isRecord,
  type JsonObject,
  readClientSecret,
} from '../../wire/index.js';
import { readGroup } from '../elements/elements.js';
import { randomId } from '../elements/random-id.js';
import { IntegrationError, type PayframeError } from '../errors.js';
import { copyOptions, refuseSecret } from '../input/options.js';
import type { FrameContext } from '../link/frame-context.js';
import type { CallOutcome } from '../link/frame-link.js';
import type {
  Always,
  CallOptions,
  ConfirmOptions,
  ConfirmPaymentData,
  ConfirmSetupData,
  IfRequired,
  Payframe,
  PaymentIntentResult,
  SetupIntentResult,
} from '../types/index.js';
import { type Call, takeElement } from './calls.js';
import type { Namer } from './named-methods.js';
import { leave, requireAddress } from './redirect.js';
import { result } from './result.js';

// biome-ignore lint/suspicious/noExplicitAny: A page may pass anything, whatever the types say.
type Given = any;

/** The results of the methods, by kind of intent. */
interface IntentResults {
  payment_intent: PaymentIntentResult;
  setup_intent: SetupIntentResult;
}

/** The work that a method asks for. */
interface Wish {
  secret: unknown;
  /** The first call to the frame. Default `confirm`. */
  call?: CallMethod;
  params?: JsonObject;
  element?: unknown;
  type?: unknown;
  /** The page to go to on success. */
  backTo?: string | undefined;
  /** With `false`, an intent with the status `requires_action` is returned as it is. */
  handleActions?: unknown;
  signal?: AbortSignal;
}

/** The kind of intent that a method takes, as its name says; `handleNextAction` takes both. */
type KindOf<M extends string> = M extends 'handleNextAction'
  ? IntentObject
  : M extends `${string}Setup${string}`
    ? 'setup_intent'
    : 'payment_intent';

interface ConfirmData {
  payment_intent: ConfirmPaymentData;
  setup_intent: ConfirmSetupData;
}

type IntentMethods = Pick<
  Payframe,
  | 'confirmPayment'
  | 'confirmSetup'
  | 'handleCardAction'
  | 'handleNextAction'
  | 'retrievePaymentIntent'
  | 'retrieveSetupIntent'
>;

/** Creates the methods that confirm an intent, continue it, or read it, and the function that makes others from their names. */
export function intentMethods(context: FrameContext, call: Call): IntentMethods & Pick<Namer, 'makeNamed'> {
  /**
   * The intents that were used so far, by id. `attempt` names a confirm for the API: it stays the same until one is
   * answered, so that a retry repeats that confirm instead of paying twice.
   */
  const intents = new Map<string, { attempt: string; busy?: boolean }>();

  async function work<M extends string>(method: M, wish: Wish): Promise<IntentResults[KindOf<M>]> {
    const {
      secret,
      call: first = 'confirm',
      element,
      type,
      backTo: return_to = null,
      handleActions,
      signal,
    } = wish;
    const { id, object } = requireIntent(method, secret);
    const intent = intents.get(id) ?? { attempt: randomId() };
    if (intent.busy)
      return intentResult(object, {
        error: {
          type: 'invalid_request_error',
          code: `${object}_unexpected_state`,
          message: `${method}: The intent is in use.`,
        },
      });
    intents.set(id, intent);
    intent.busy = true;
    try {
      const acts = handleActions !== false;
      const params = {
        ...wish.params,
        client_secret: secret as string,
        attempt: intent.attempt,
        acts,
        return_to,
        // Such a page can show no page of a bank.
        isolated: acts && self.crossOriginIsolated,
      };
      let outcome = await call(first, params, element, signal, type);
      if (first !== 'retrieve' && !isLost(outcome.error)) intent.attempt = randomId();
      if (outcome.challenge)
        outcome = await context.authenticate(context, { ...outcome.challenge, return_to }, signal);
      await leave(outcome.leave);
      return intentResult(object, outcome);
    } finally {
      intent.busy = false;
    }
  }

  /** Makes a method that confirms with what is in a group's Elements. */
  function withGroup<M extends string>(method: M) {
    type Kind = KindOf<M>;
    function confirm(options: IfRequired<ConfirmData[Kind]>): Promise<IntentResults[Kind]>;
    function confirm(options: Always<ConfirmData[Kind]>): Promise<never | { error: PayframeError }>;
    async function confirm({
      elements,
      clientSecret,
      confirmParams,
      redirect,
      signal,
    }: Given = {}): Promise<object> {
      const params = copyOptions(confirmParams, 'confirmParams');
      const group = elements && readGroup(elements, method);
      return work(method, {
        secret: clientSecret ?? group?.clientSecret,
        params,
        element: params.payment_method || params.confirmation_token ? undefined : group?.sender,
        backTo: redirect === 'if_required' ? undefined : requireAddress(params.return_url, method),
        signal,
      });
    }
    return confirm;
  }

  /** Makes a method that confirms with one Element, or with an existing payment method; without a type, one that verifies. */
  const withType =
    <M extends string>(method: M, type?: string) =>
    async (secret: unknown, data?: unknown, options?: ConfirmOptions): Promise<IntentResults[KindOf<M>]> => {
      const params: Given = copyOptions(data, 'data');
      const { payment_method: made, payment_method_options } = params;
      const { cvc } = payment_method_options?.card ?? {};
      delete payment_method_options?.card?.cvc;
      const rest = !type
        ? { call: 'verifyMicrodeposits' }
        : isRecord(made)
          ? { element: takeElement(made as JsonObject, type), type }
          : cvc && { element: cvc, call: 'confirmWithCvc' };
      return work(method, { ...options, ...rest, secret, params });
    };

  const retrieve =
    <M extends string>(method: M) =>
    async (client_secret: string, options?: CallOptions): Promise<IntentResults[KindOf<M>]> => {
      const { object } = requireIntent(method, client_secret);
      return intentResult(object, await call('retrieve', { client_secret }, undefined, options?.signal));
    };

  return {
    handleCardAction: async (secret) => work('handleCardAction', { secret, call: 'retrieve' }),
    handleNextAction: async ({ clientSecret: secret, signal }: Given = {}) =>
      work('handleNextAction', { secret, signal, call: 'retrieve' }),
    confirmPayment: withGroup('confirmPayment'),
    confirmSetup: withGroup('confirmSetup'),
    makeNamed: withType,
    retrievePaymentIntent: retrieve('retrievePaymentIntent'),
    retrieveSetupIntent: retrieve('retrieveSetupIntent'),
  };
}

/** Makes the result of a method for one kind of intent. */
const intentResult = <O extends IntentObject>(object: O, outcome: CallOutcome): IntentResults[O] =>
  result(object.replace('_i', 'I') as never, outcome);

/**
 * Reads the intent of a client secret.
 *
 * @throws IntegrationError for anything but the client secret of the method's kind of intent.
 */
function requireIntent<M extends string>(method: M, secret: unknown) {
  const wanted = method !== 'handleNextAction' && (/Setup/.test(method) ? 'setup_intent' : 'payment_intent');
  const intent = readClientSecret(secret);
  if (intent && (!wanted || intent.object === wanted)) return intent as { id: string; object: KindOf<M> };
  refuseSecret(`${secret}`, 'clientSecret');
  throw new IntegrationError(
    `${method} takes the client_secret of a ${wanted || 'payment_intent or setup_intent'}.`,
    'invalid_client_secret',
    'clientSecret',
  );
}
