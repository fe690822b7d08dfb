import type { CallMethod, Json, JsonObject } from '../wire/index.js';
import { callAgent } from './agent.js';
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

  function call(element: unknown, method: CallMethod, params: JsonObject): Promise<CallOutcome> {
    const handle = register.get((element as { _elementId?: string } | null)?._elementId ?? '')?.();
    if (handle?.mounted) return handle.call(method, params);
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
    if (type !== 'card') {
      return { error: notAvailable(`A PaymentMethod of type ${refuseSecret(String(type), 'type')}`) };
    }
    const params = copyOptions(data, 'data');
    const { token } = (element ?? {}) as { token?: unknown };
    const outcome =
      typeof token === 'string'
        ? callAgent({ ...context, group: '' }, 'createPaymentMethod', {
            ...params,
            card: copyOptions({ token }, 'card'),
          })
        : call(element, 'createPaymentMethod', params);
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

const cardOf = (group: GroupLike) => group.getElement?.('card') ?? group.getElement?.('cardNumber');

const result = (name: string, { value, error }: CallOutcome) =>
  error ? { error: new PayframeError(error) } : { [name]: value };

/** Brings the call forms of `createPaymentMethod` to one: the Element apart from the data that goes with it. */
function paymentMethodCall([first, second, third]: unknown[]): {
  type: unknown;
  element: unknown;
  data: unknown;
} {
  if (typeof first === 'string') return { type: first, element: second, data: third };
  const { type, card, element, elements, params, ...data } = (first ?? {}) as Record<string, unknown>;
  if (elements) return { type: 'card', element: cardOf(elements as GroupLike), data: params };
  if (element) return { type: 'card', element, data: params };
  return { type, element: card, data };
}
