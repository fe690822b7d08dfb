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
import { IntegrationError, result } from '../errors.js';
import { parseUrl } from '../input/host.js';
import { copyOptions, refuseSecret } from '../input/options.js';
import { type Call, takeElement } from '../link/calls.js';
import type { FrameContext } from '../link/frame-context.js';
import type { CallOutcome } from '../link/frame-link.js';

// biome-ignore lint/suspicious/noExplicitAny: What a page passes, past all types.
type Given = any;
type Method = (...args: Given[]) => Promise<object>;

/** What a method's caller wants. */
interface Work {
  secret: unknown;
  /** How it begins; `confirm` where that is not said. */
  call?: CallMethod;
  params?: JsonObject;
  element?: unknown;
  type?: unknown;
  /** Where the page goes on success. */
  returnUrl?: URL | false;
  /** With `false`, an intent that asks the cardholder for something is returned as it is. */
  handleActions?: unknown;
  signal?: AbortSignal;
}

/** How long a page may take until it is left, in ms: after that, the call settles all the same. */
const LEAVING_MS = 10_000;

/** `redirect_status` of an intent that its cardholder has nothing more to do for. */
const DONE: Record<string, string> = {
  succeeded: 'succeeded',
  requires_capture: 'succeeded',
  processing: 'pending',
};

/** The methods for intents and confirmation tokens, by name. */
export function paymentMethods(context: FrameContext, call: Call): Record<string, Method> {
  /** The intents that are worked on, or whose confirm had no answer: the next one is the same, not a second one. */
  const intents = new Map<string, { attempt: string; busy?: boolean }>();

  /** Works on an intent, unless another call does, and has the cardholder do what it asks for. */
  async function work(method: string, wanted: IntentObject | undefined, wish: Work): Promise<object> {
    const { secret, call: first = 'confirm', element, type, returnUrl, handleActions, signal } = wish;
    const { id, object } = requireIntent(method, secret, wanted);
    const unexpected = (message: string, value?: JsonObject): CallOutcome => ({
      error: {
        type: 'invalid_request_error',
        code: `${object}_unexpected_state`,
        message: `${method}: ${message}`,
        ...(value && { [object]: value }),
      },
    });
    const intent = intents.get(id) ?? { attempt: randomId() };
    if (intent.busy)
      return result(
        '',
        unexpected('You have an in-flight call for this intent. Disable your button while it runs.'),
      );
    intents.set(id, intent);
    intent.busy = true;
    try {
      const params = { ...wish.params, client_secret: secret as string, attempt: intent.attempt };
      let outcome = await call(first, params, element, type, signal);
      if (first !== 'retrieve' && !isLost(outcome.error)) intent.attempt = randomId();
      const { status, next_action } = (outcome.value ?? {}) as Given;
      if (status === 'requires_action') {
        if (handleActions !== false)
          outcome = await act(outcome, next_action ?? {}, secret as string, signal);
      } else if (first === 'retrieve' && status)
        outcome = unexpected('The intent is not in the requires_action state.', outcome.value);
      const redirect_status = DONE[`${outcome.value?.status}`];
      if (returnUrl && redirect_status) await leave(returnUrl, { [object]: id, redirect_status });
      return result(nameOf(object), outcome);
    } finally {
      intent.busy = false;
    }
  }

  async function act(
    outcome: CallOutcome,
    { use_stripe_sdk: sdk, redirect_to_url: page }: Given,
    client_secret: string,
    signal?: AbortSignal,
  ): Promise<CallOutcome> {
    if (sdk?.stripe_js)
      return context.authenticate(context, { client_secret, url: sdk.stripe_js, source: sdk.source }, signal);
    const address = addressOf(page?.url);
    if (address) await leave(address);
    return outcome;
  }

  const methods: Record<string, Method> = {
    handleCardAction: async (secret) =>
      work('handleCardAction', 'payment_intent', { secret, call: 'retrieve' }),
    handleNextAction: async ({ clientSecret: secret, signal } = {}) =>
      work('handleNextAction', undefined, { secret, signal, call: 'retrieve' }),
    async createConfirmationToken({ elements, params, signal } = {}) {
      const { sender, setup_future_usage = null } = readGroup(elements, 'createConfirmationToken');
      const copy = { setup_future_usage, ...copyOptions(params, 'params') };
      return result('confirmationToken', await call('createConfirmationToken', copy, sender, '', signal));
    },
  };

  for (const suffix of ['Payment', 'Setup']) {
    const wanted = `${suffix.toLowerCase()}_intent` as IntentObject;

    const byGroup = `confirm${suffix}`;
    methods[byGroup] = async ({ elements, clientSecret, confirmParams, redirect, signal } = {}) => {
      const params = copyOptions(confirmParams, 'confirmParams');
      const group = elements && readGroup(elements, byGroup);
      return work(byGroup, wanted, {
        secret: clientSecret ?? group?.clientSecret,
        params,
        element: params.payment_method || params.confirmation_token ? undefined : group?.sender,
        returnUrl: redirect !== 'if_required' && requireAddress(params.return_url, byGroup),
        signal,
      });
    };

    for (const [name, type] of Object.entries({ Card: 'card', SepaDebit: 'sepa_debit' })) {
      const byType = `confirm${name}${suffix}`;
      methods[byType] = async (secret, data, options) => {
        const params: Given = copyOptions(data, 'data');
        const { payment_method: made, payment_method_options } = params;
        const { cvc } = payment_method_options?.card ?? {};
        delete payment_method_options?.card?.cvc;
        const rest = isRecord(made)
          ? { element: takeElement(made as JsonObject, type), type }
          : cvc && { element: cvc, call: 'confirmWithCvc' };
        return work(byType, wanted, { ...options, ...rest, secret, params });
      };
    }

    const byRead = `retrieve${suffix}Intent`;
    methods[byRead] = async (client_secret, options) => {
      requireIntent(byRead, client_secret, wanted);
      const outcome = call('retrieve', { client_secret }, undefined, '', options?.signal);
      return result(nameOf(wanted), await outcome);
    };
  }
  return methods;
}

const nameOf = (object: IntentObject) => object.replace('_i', 'I');

/** @throws IntegrationError for what is no client secret, or that of another kind of intent. */
function requireIntent(method: string, secret: unknown, wanted?: IntentObject) {
  const intent = readClientSecret(secret);
  if (intent && (!wanted || intent.object === wanted)) return intent;
  refuseSecret(`${secret}`, 'clientSecret');
  throw new IntegrationError(
    `${method} takes the client_secret of a ${wanted ?? 'payment_intent or setup_intent'}.`,
    'invalid_client_secret',
    'clientSecret',
  );
}

/** A URL that a page can go to: not `javascript:`, which it may have taken from its own address. */
function addressOf(given: unknown): URL | undefined {
  const url = parseUrl(given);
  return url?.protocol === 'javascript:' ? undefined : url;
}

function requireAddress(url: unknown, method: string): URL {
  const address = addressOf(url);
  if (address) return address;
  throw new IntegrationError(
    `${method} needs confirmParams.return_url, an absolute URL, unless redirect is 'if_required'.`,
    'invalid_return_url',
    'return_url',
  );
}

/** Goes to another page, which is told in its URL what it may know: never a client secret. */
async function leave(url: URL, query: Record<string, string> = {}): Promise<void> {
  for (const name in query) url.searchParams.set(name, query[name] as string);
  location.assign(url);
  await new Promise((resolve) => setTimeout(resolve, LEAVING_MS));
}
