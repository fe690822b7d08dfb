import type { CallMethod, Json, JsonObject } from '../wire/index.js';
import { callAgent } from './agent.js';
import { SENDERS } from './element-types.js';
import { createElements, type ElementRegister } from './elements.js';
import { IntegrationError, PayframeError } from './errors.js';
import type { CallOutcome } from './frame-link.js';
import { checkPage, resolveHost } from './host.js';
import { laterMethods, notAvailable } from './later-methods.js';
import { copyOptions, refuseSecret } from './options.js';
import { requirePublishableKey } from './publishable-key.js';
import type { PayframeConstructor, Payframe as PayframeObject, WrapperLibrary } from './types/index.js';

declare const VERSION: string;

/** The entry to everything: takes a publishable key and refuses any other, before anything is loaded or sent. */
export const Payframe: PayframeConstructor = Object.assign(createPayframe, { version: 'endive' });
/** What it returns; under the one name that the package exports for both. */
export type Payframe = PayframeObject;

function createPayframe(publishableKey: unknown, given?: unknown): PayframeObject {
  const { key, mode } = requirePublishableKey(publishableKey);
  const options = copyOptions(given, 'options');
  const host = resolveHost(options.host, mode);
  checkPage(mode);

  const register: ElementRegister = new Map();
  const wrappers = new Map<string, string>();
  const context = {
    key,
    host,
    account: headerOption(options, 'stripeAccount'),
    apiVersion: headerOption(options, 'apiVersion'),
    locale: () => text(options.locale) ?? 'auto',
    agent: () => [`payframe/${VERSION}`, ...wrappers.values()].join('; '),
  };

  function registerAppInfo(info?: Partial<WrapperLibrary>) {
    const { name, version } = copyOptions(info, 'wrapperLibrary');
    // Called again and again in React's StrictMode: once by name.
    if (text(name)) wrappers.set(`${name}`, `${name}${text(version) ? `/${version}` : ''}`.slice(0, 60));
  }

  /** @param type Of the payment method that it has to be for, where that is said. */
  function call(
    element: unknown,
    method: CallMethod,
    params: JsonObject,
    type?: unknown,
  ): Promise<CallOutcome> {
    const handle = register.get((element as { _elementId?: string } | null)?._elementId ?? '')?.();
    if (handle?.mounted && (!type || (handle.type === 'iban') === (type === 'sepa_debit')))
      return handle.call(method, params);
    throw new IntegrationError(
      'We could not retrieve data from the specified Element. Pass an Element of this Payframe object, and call this ' +
        'while it is mounted.',
      'element_not_mounted',
      'element',
    );
  }

  async function createToken(element: unknown, data?: unknown) {
    if (typeof element === 'string') {
      return { error: notAvailable(`payframe.createToken('${refuseSecret(element, 'tokenType')}')`) };
    }
    return result('token', await call(element, 'createToken', copyOptions(data, 'data')));
  }

  async function createPaymentMethod(...args: unknown[]) {
    const { type, element, data } = paymentMethodCall(args);
    if (type !== 'card' && type !== 'sepa_debit' && type !== OF_ELEMENT) {
      return { error: notAvailable(`A PaymentMethod of type ${refuseSecret(String(type), 'type')}`) };
    }
    const params = copyOptions(data, 'data');
    const { token } = (element ?? {}) as { token?: unknown };
    const outcome =
      typeof token === 'string' && type === 'card'
        ? callAgent({ ...context, group: '' }, 'createPaymentMethod', {
            ...params,
            card: copyOptions({ token }, 'card'),
          })
        : call(element, 'createPaymentMethod', params, type);
    return result('paymentMethod', await outcome);
  }

  const payframe = {
    ...laterMethods(),
    elements: (elementsOptions?: unknown) => createElements(elementsOptions, context, register),
    createToken,
    createPaymentMethod,
    registerAppInfo,
    _registerWrapper: registerAppInfo,
    __v_skip: true,
  };
  return payframe as unknown as PayframeObject;
}

const text = (option: Json | undefined) => (typeof option === 'string' ? option : undefined);

/** An option that goes with calls as a header, which holds no line break and no letter beyond ASCII. */
function headerOption(options: JsonObject, name: string): string | undefined {
  const value = text(options[name]);
  if (value === undefined || /^[\w.;:-]*$/.test(value)) return value;
  throw new IntegrationError(`options.${name} has a character that it cannot have.`, 'invalid_option', name);
}

type GroupLike = { getElement?(type: string): unknown };

const senderOf = (group: GroupLike) => SENDERS.map((type) => group.getElement?.(type)).find(Boolean);

const result = (name: string, { value, error }: CallOutcome) =>
  error ? { error: new PayframeError(error) } : { [name]: value };

/** Instead of a type: whatever the Element is for. */
const OF_ELEMENT = '';

/** Brings the call forms of `createPaymentMethod` to one: the Element apart from the data that goes with it. */
function paymentMethodCall([first, second, third]: unknown[]): {
  type: unknown;
  element: unknown;
  data: unknown;
} {
  if (typeof first === 'string') return { type: first, element: second, data: third };
  const { type, card, sepa_debit, element, elements, params, ...data } = (first ?? {}) as Record<
    string,
    unknown
  >;
  if (elements) return { type: OF_ELEMENT, element: senderOf(elements as GroupLike), data: params };
  if (element) return { type: OF_ELEMENT, element, data: params };
  return { type, element: type === 'card' ? card : sepa_debit, data };
}
