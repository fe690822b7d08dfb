import type { Json, JsonObject } from '../wire/index.js';
import { createElements, type ElementRegister, readGroup } from './elements/elements.js';
import { paymentRequest } from './elements/payment-request.js';
import { IntegrationError, result } from './errors.js';
import { checkPage, resolveHost } from './input/host.js';
import { copyOptions, refuseSecret } from './input/options.js';
import { requirePublishableKey } from './input/publishable-key.js';
import { createCall, takeElement } from './link/calls.js';
import { authenticate } from './link/challenge.js';
import type { Frames } from './link/frame-context.js';
import { openFrame } from './link/frame-link.js';
import { notAvailable, withLaterMethods } from './methods/later-methods.js';
import { paymentMethods } from './methods/payments.js';
import type {
  CallOptions,
  PayframeConstructor,
  Payframe as PayframeObject,
  WrapperLibrary,
} from './types/index.js';

declare const VERSION: string;

/** The entry to everything: takes a publishable key and refuses any other, before anything is loaded or sent. */
export const Payframe: PayframeConstructor = /* @__PURE__ */ Object.assign(createPayframe, {
  version: 'endive',
});
/** What it returns; under the one name that the package exports for both. */
export type Payframe = PayframeObject;

function createPayframe(
  publishableKey: unknown,
  given?: unknown,
  frames: Frames = { openFrame, authenticate },
): PayframeObject {
  const { key, mode } = requirePublishableKey(publishableKey);
  const options = copyOptions(given, 'options');
  const host = resolveHost(options.host, mode);
  checkPage(mode);

  const register: ElementRegister = new Map();
  const wrappers = new Map<string, string>();
  const context = {
    ...frames,
    key,
    host,
    account: headerOption(options, 'stripeAccount'),
    apiVersion: headerOption(options, 'apiVersion'),
    locale: () => text(options.locale) ?? 'auto',
    group: '',
    agent: () => [`payframe/${VERSION}`, ...wrappers.values()].join('; '),
  };

  function registerAppInfo(info?: Partial<WrapperLibrary>) {
    const { name, version } = copyOptions(info, 'wrapperLibrary');
    // Called again and again in React's StrictMode: once by name.
    if (text(name)) wrappers.set(`${name}`, `${name}${text(version) ? `/${version}` : ''}`.slice(0, 60));
  }

  const call = createCall(context, register);

  async function createToken(element: unknown = null, data?: unknown, callOptions?: CallOptions) {
    if (element === 'cvc_update')
      return result('token', await call('createCvcToken', {}, data ?? null, '', callOptions?.signal));
    if (typeof element === 'string') {
      return { error: notAvailable(`payframe.createToken('${refuseSecret(element, 'tokenType')}')`) };
    }
    return result(
      'token',
      await call('createToken', copyOptions(data, 'data'), element, '', callOptions?.signal),
    );
  }

  async function createPaymentMethod(given: unknown, ofOlderForm?: unknown, itsData?: object) {
    const { elements, element, params, signal, ...own } = (
      typeof given === 'string' ? { ...itsData, type: given, [given]: ofOlderForm } : (given ?? {})
    ) as Record<string, unknown> & CallOptions;
    const sender = elements ? readGroup(elements, 'createPaymentMethod').sender : element;
    const data = copyOptions(sender === undefined ? own : params, 'data');
    const { type } = data;
    if (sender === undefined && type !== 'card' && type !== 'sepa_debit')
      return { error: notAvailable(`A PaymentMethod of type ${type}`) };
    const maker = sender === undefined ? takeElement(data, type as string) : sender;
    return result('paymentMethod', await call('createPaymentMethod', data, maker, type, signal));
  }

  const payframe = {
    paymentRequest,
    ...paymentMethods(context, call),
    elements: (elementsOptions?: unknown) => createElements(elementsOptions, context, register),
    createToken,
    createPaymentMethod,
    registerAppInfo,
    _registerWrapper: registerAppInfo,
    __v_skip: true,
  };
  return withLaterMethods(payframe) as unknown as PayframeObject;
}

const text = (option: Json | undefined) => (typeof option === 'string' ? option : undefined);

/** An option that goes with calls as a header, which holds no line break and no letter beyond ASCII. */
function headerOption(options: JsonObject, name: string): string | undefined {
  const value = text(options[name]);
  if (value === undefined || /^[\w.;:-]*$/.test(value)) return value;
  throw new IntegrationError(`options.${name} has a character that it cannot have.`, 'invalid_option', name);
}
