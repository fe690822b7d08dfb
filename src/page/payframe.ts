import type { Json, JsonObject } from '../wire/index.js';
import { createElements, type ElementRegister } from './elements/elements.js';
import { paymentRequest } from './elements/payment-request.js';
import { IntegrationError } from './errors.js';
import { checkPage, resolveHost } from './input/host.js';
import { copyOptions } from './input/options.js';
import { requirePublishableKey } from './input/publishable-key.js';
import { createCall } from './link/calls.js';
import { authenticate } from './link/challenge.js';
import type { Frames } from './link/frame-context.js';
import { openFrame } from './link/frame-link.js';
import { createMethods } from './methods/create.js';
import { intentMethods } from './methods/intents.js';
import { withMissingMethods } from './methods/missing-methods.js';
import type { PayframeConstructor, Payframe as PayframeObject, WrapperLibrary } from './types/index.js';

declare const VERSION: string;

/** The entry to everything: takes a publishable key and refuses any other, before anything is loaded or sent. */
export const Payframe: PayframeConstructor = /* @__PURE__ */ Object.assign(createPayframe, {
  version: 'endive',
});
/** What it returns; under the one name that the package exports for both. */
export type Payframe = PayframeObject;

/** What a page's object has for wrappers and frameworks, beside what is public. */
interface PayframeMarks {
  /** Finds no wallet. */
  paymentRequest(): object;
  /** What wrappers of Stripe.js call in the place of `registerAppInfo`. */
  _registerWrapper(info?: Partial<WrapperLibrary>): void;
  /** Vue leaves objects with it unwrapped. */
  __v_skip: true;
}

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
    const label = text(name);
    // Called again and again in React's StrictMode: once by name.
    if (label) wrappers.set(label, `${label}${text(version) ? `/${version}` : ''}`.slice(0, 60));
  }

  const call = createCall(context, register);

  const payframe: PayframeObject & PayframeMarks = {
    paymentRequest,
    elements: (elementsOptions) => createElements(elementsOptions, context, register),
    ...createMethods(call),
    ...intentMethods(context, call),
    registerAppInfo,
    _registerWrapper: registerAppInfo,
    __v_skip: true,
  };
  return withMissingMethods(payframe);
}

const text = (option: Json | undefined) => (typeof option === 'string' ? option : undefined);

/** An option that goes with calls as a header, which holds no line break and no letter beyond ASCII. */
function headerOption(options: JsonObject, name: string): string | undefined {
  const value = text(options[name]);
  if (value === undefined || /^[\w.;:-]*$/.test(value)) return value;
  throw new IntegrationError(`options.${name} has an invalid character.`, 'invalid_option', name);
}
