import type { ElementsSession } from '../../contract/elements-session.js';
import { errorDocs } from '../../contract/errors.js';
import { keepAccount, TEST_HOLDER } from '../../contract/kept-account.js';
import { type KeptCard, keepNamedCard } from '../../contract/kept-card.js';
import { findNamedCard } from '../../contract/test-cards.js';
import { findNamedIban } from '../../contract/test-ibans.js';
import { shaped } from '../../frame/api/answer-shape.js';
import { readError } from '../../frame/api/api.js';
import { outcomeOf } from '../../frame/api/outcome.js';
import { withReturnPage } from '../../frame/api/return-page.js';
import '../../frame/challenge/texts.js';
import type { Answer } from '../../frame/api/answer.js';
import { intentPath, recordOf } from '../../frame/api/intent-requests.js';
import type { Request } from '../../frame/api/sender.js';
import type { Json, JsonObject, WireError } from '../../wire/index.js';
import { type Connections, namedAccount } from './bank-accounts.js';
import { createCheckouts, type DoubleCheckoutSession } from './checkout-sessions.js';
import { createConfirm, type Method } from './confirm.js';
import { createIds } from './ids.js';
import { createIntents, objectOf, unexpectedState } from './intents.js';
import {
  checkedObject,
  paymentMethodObject,
  readAccount,
  readCard,
  readOther,
  type Source,
  seconds,
} from './payment-methods.js';
import { invalidRequest, Refusal } from './refusals.js';
import { createSavedMethods } from './saved-methods.js';
import { elementsSession } from './session.js';
import { makeToken } from './tokens.js';

/** In-memory form of the sandbox's API. It answers only the requests that frames make. */
export interface Api {
  send(request: Request): Promise<Answer>;
  /** Tells a Payment Element what it is for. Frames pass nothing of the answer on to a page. */
  session(params: JsonObject): Promise<{ session: ElementsSession } | { error: WireError }>;
  retrieve(clientSecret: unknown): Promise<Answer>;
  /** Answers a call about a Checkout Session. */
  checkout(params: JsonObject): Promise<Answer>;
  /** Continues an intent after its cardholder has answered the bank. */
  authenticate(params: JsonObject, passed: boolean): Promise<Answer>;
}

export interface ApiOptions {
  host: string;
  intents: JsonObject;
  /** Test cards or test accounts of saved payment methods, by id. */
  paymentMethods: JsonObject;
  checkoutSessions?: Record<string, DoubleCheckoutSession>;
}

/** Lifetime of a confirmation token, in seconds. */
const LIFETIME = 43_200;

export function createApi({ host, intents: known, paymentMethods, checkoutSessions = {} }: ApiOptions): Api {
  const newId = createIds();
  const intents = createIntents(known);
  const { confirm, authenticated, verified } = createConfirm({ intents, newId, bankUrl: host, onAgreed });
  const methods = new Map<string, Method>();
  const tokens = new Map<string, { card: KeptCard | undefined; used: boolean }>();
  const confirmationTokens = new Map<string, Method>();
  const connections: Connections = new Map();
  const savedMethods = createSavedMethods(Object.keys(paymentMethods), saved);
  const inFlight = new Map<string, Promise<Answer>>();
  const checkouts = createCheckouts(checkoutSessions, intents, confirmIntent);

  /**
   * Runs a request, and returns the part of the answer that a frame would pass on.
   *
   * @param texts The page's own texts, which may come back as they are.
   */
  function answer(work: () => JsonObject, texts: string[] = []): Answer {
    const known = new Set(texts);
    try {
      return { value: shaped(work(), known) };
    } catch (error) {
      return { error: refusal(error, known) };
    }
  }

  /** @throws what is thrown for any other reason than a refusal */
  function refusal(error: unknown, known?: Set<string>): WireError {
    if (!(error instanceof Refusal)) throw error;
    const added = { doc_url: host + errorDocs(error.error), request_id: newId('req') };
    return readError({ ...error.error, ...added }, (object) => shaped(object, known));
  }

  async function session(params: JsonObject) {
    try {
      const deferred_intent = checkouts.paymentOf(params.client_secret);
      const subject = deferred_intent ? { ...params, client_secret: null, deferred_intent } : params;
      return { session: elementsSession(subject, intents, savedMethods) };
    } catch (error) {
      return { error: refusal(error) };
    }
  }

  /** Saves a method that is kept for later payments. */
  function onAgreed(intent: JsonObject, method: Method) {
    const isKept = (intent.usage ?? intent.setup_future_usage) !== null;
    if (isKept) savedMethods.add(method);
  }

  function keep(source: Source, data: JsonObject): Method {
    const method = { object: paymentMethodObject(newId, source, data), source };
    methods.set(`${method.object.id}`, method);
    return method;
  }

  function makeMethod(data: JsonObject, param = 'payment_method_data[sepa_debit][iban]'): Method {
    const { iban } = recordOf(data.sepa_debit);
    if (iban) return keep({ account: readAccount(`${iban}`, param) }, data);
    const type = `${data.type ?? 'card'}`;
    if (type !== 'card') return keep(readOther(type, recordOf(data[type]), connections), data);
    const card = recordOf(data.card);
    return keep({ card: card.token ? spend(`${card.token}`) : readCard(card) }, data);
  }

  /** Creates the method that a call sends, with what its holder wants of it. */
  const makeNew = ({ payment_method_data, set_as_default_payment_method }: JsonObject): Method =>
    Object.assign(makeMethod(recordOf(payment_method_data)), {
      becomesDefault: set_as_default_payment_method === true,
    });

  /** Uses a token. A token works once, a constant such as `tok_visa` any number of times. */
  function spend(id: string): KeptCard {
    const constant = namedCard(id);
    if (constant) return constant;
    const { card, used } = tokens.get(id) ?? { card: serversCard(id), used: false };
    if (used) {
      throw invalidRequest(`You cannot use a token more than once: ${id}.`, { code: 'token_already_used' });
    }
    if (!card) throw invalidRequest(`The token ${id} is not of a card.`, { param: 'card[token]' });
    tokens.set(id, { card, used: true });
    return card;
  }

  /**
   * Returns the card of a token or a payment method that the double has not created, so that it is one of
   * your server's: a plain Visa, unless the options name another card.
   */
  const serversCard = (id: string): KeptCard =>
    namedCard(`${paymentMethods[id]}`) ?? (namedCard('pm_card_visa') as KeptCard);

  /** Returns a saved payment method, or a new one for a constant such as `pm_card_visa`. */
  function saved(id: string): Method {
    const known = methods.get(id);
    if (known) return known;
    const constant = keepConstant(id);
    if (constant) return constant;
    const { object, source } = keepConstant(`${paymentMethods[id]}`) ?? keep({ card: serversCard(id) }, {});
    // The issuer was asked when it was saved.
    const checked = 'card' in source ? checkedObject(object, source.card) : object;
    const method = { object: { ...checked, id, allow_redisplay: 'always' }, source };
    methods.set(id, method);
    return method;
  }

  function keepConstant(id: string): Method | undefined {
    const card = namedCard(id);
    if (card) return keep({ card }, {});
    const iban = findNamedIban(id);
    if (iban) return keep({ account: keepAccount(iban) }, { billing_details: TEST_HOLDER });
    const named = namedAccount(id);
    return named && keep({ bank: named.account }, { billing_details: named.holder });
  }

  function confirmIntent(params: JsonObject): JsonObject {
    const intent = intents.of(params.client_secret);
    const { confirmation_token, payment_method = intent.payment_method, payment_method_data } = params;
    const fromToken = confirmationTokens.get(`${confirmation_token}`);
    const method =
      fromToken ??
      (payment_method_data ? makeNew(params) : payment_method ? saved(`${payment_method}`) : undefined);
    if (!method)
      throw unexpectedState("You cannot confirm this intent because it's missing a payment method.", intent);
    return confirm(intent, method, changesOf(params), params);
  }

  function confirmationToken({ payment_method, payment_method_data, ...params }: JsonObject): JsonObject {
    const method = payment_method
      ? saved(`${payment_method}`)
      : makeNew({ ...params, payment_method_data: payment_method_data ?? null });
    const { type, billing_details } = method.object;
    const id = newId('ctoken');
    confirmationTokens.set(id, method);
    return {
      id,
      object: 'confirmation_token',
      created: seconds(),
      expires_at: seconds() + LIFETIME,
      livemode: false,
      payment_intent: null,
      payment_method_preview: {
        type,
        billing_details,
        [`${type}`]: method.object[`${type}`],
      } as JsonObject,
      return_url: params.return_url ?? null,
      setup_future_usage: params.setup_future_usage ?? null,
      setup_intent: null,
      shipping: params.shipping ?? null,
      use_stripe_sdk: true,
    };
  }

  function token(params: JsonObject): JsonObject {
    const made = makeToken(newId, params, connections);
    tokens.set(`${made.token.id}`, { card: made.card, used: false });
    return made.token;
  }

  /** Takes the amounts or the code of microdeposits. */
  function verify({ client_secret, amounts, descriptor_code }: JsonObject): JsonObject {
    const code = descriptor_code && { code: `${descriptor_code}` };
    return verified(intents.of(client_secret), code || { amounts: (amounts ?? []) as unknown as number[] });
  }

  function route({ path, params }: Request): JsonObject {
    const change = savedMethods.change(path, params);
    if (change) return change;
    if (path === `${intentPath(params.client_secret)}/verify_microdeposits`) return verify(params);
    if (path === '/v1/tokens') return token(params);
    if (path === '/v1/payment_methods') return makeMethod(params, 'sepa_debit[iban]').object;
    if (path === '/v1/confirmation_tokens') return confirmationToken(params);
    return confirmIntent(params);
  }

  /**
   * Sends a request as a frame does: while a request is in flight, an equal one is the same intent of the
   * person.
   */
  function send(request: Request): Promise<Answer> {
    const { path, params } = request;
    const intent = JSON.stringify([path, params]);
    const sent =
      inFlight.get(intent) ??
      Promise.resolve(answer(() => route(request), textsIn(params))).finally(() => inFlight.delete(intent));
    inFlight.set(intent, sent);
    return sent;
  }

  return {
    send,
    session,
    retrieve: async (clientSecret) => answer(() => intents.of(clientSecret)),
    async checkout(params) {
      try {
        return checkouts.answer(params);
      } catch (error) {
        return { error: refusal(error) };
      }
    },
    async authenticate({ client_secret, source, url, return_to }, passed) {
      const { object } = intents.of(client_secret);
      // A voucher that is closed can be paid later.
      if (source === undefined && !passed)
        return returned(
          answer(() => intents.of(client_secret)),
          return_to,
        );
      const settled = answer(() => authenticated(source ?? `${url}`.split('/').at(-1), passed));
      const after = 'error' in settled ? answer(() => intents.of(client_secret)) : settled;
      return returned(outcomeOf(after, objectOf({ object: object ?? null })), return_to);
    },
  };
}

function namedCard(id: string): KeptCard | undefined {
  const testCard = findNamedCard(id, 'pm_card_') ?? findNamedCard(id, 'tok_');
  return testCard && keepNamedCard(testCard, new Date());
}

const returned = (after: Answer, address: unknown): Answer =>
  'error' in after ? after : withReturnPage(after.value, address);

const CHANGES = ['receipt_email', 'setup_future_usage', 'shipping'];

/** Returns the changes that a confirm makes to its intent. */
const changesOf = (params: JsonObject): JsonObject =>
  Object.fromEntries(CHANGES.filter((name) => name in params).map((name) => [name, params[name] ?? null]));

/** Returns all texts in a request's parameters. */
function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value ? Object.values(value).flatMap(textsIn) : [];
}
