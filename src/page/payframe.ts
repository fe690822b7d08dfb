import type { JsonObject } from '../wire/index.js';
import { createElements, type ElementRegister } from './elements/elements.js';
import { preload } from './elements/preload.js';
import { IntegrationError } from './errors.js';
import { checkPage, resolveHost } from './input/host.js';
import { copyOptions, text } from './input/options.js';
import { requirePublishableKey } from './input/publishable-key.js';
import type { LaterMethods } from './later/call-later-method.js';
import { authenticate, later, serveFrame } from './later.js';
import type { Frames } from './link/frame-context.js';
import { openFrame } from './link/frame-link.js';
import { createCall } from './methods/calls.js';
import { createMethods } from './methods/create.js';
import { intentMethods } from './methods/intents.js';
import { type Namer, withNamedMethods } from './methods/named-methods.js';
import { standIn } from './methods/stand-in.js';
import type {
  NamedMethods,
  PayframeConstructor,
  Payframe as PayframeObject,
  UnavailableMethods,
  WrapperLibrary,
} from './types/index.js';

declare const VERSION: string;

/** Longest time until a frame is ready, in ms, where the page sets none. */
const LOAD_MS = 10_000;

/**
 * Creates the object that everything starts from. Refuses any key but a publishable one before it loads or
 * sends anything.
 *
 * @example
 * ```ts
 * const payframe = Payframe('pk_test_…', { host: 'https://pay.example.com' });
 * const card = payframe.elements().create('card');
 * card.mount('#card');
 * ```
 */
export const Payframe: PayframeConstructor = /* @__PURE__ */ Object.assign(createPayframe, {
  version: 'endive',
});
/** The type of that object, under the same name. */
export type Payframe = PayframeObject;

/** The object without the methods that are made from their names. */
type Unnamed = Omit<PayframeObject, keyof NamedMethods | keyof UnavailableMethods | LaterMethods>;

/** Properties of the page's object that only wrappers and frameworks use. */
interface PayframeMarks {
  /** Wrappers of Stripe.js call it instead of `registerAppInfo`. */
  _registerWrapper(info?: Partial<WrapperLibrary>): void;
  /** Stops Vue from wrapping the object in a proxy. */
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
    serveFrame,
    callLater: (name: string, given: unknown[]) =>
      standIn(later().then(({ callLaterMethod }) => callLaterMethod({ context, payframe }, name, given))),
    key,
    host,
    account: headerOption(options, 'stripeAccount'),
    apiVersion: headerOption(options, 'apiVersion'),
    loadTimeout: (options.loadTimeout ?? LOAD_MS) as number,
    locale: () => text(options.locale) ?? 'auto',
    group: '',
    agent: () => [`payframe/${VERSION}`, ...wrappers.values()].join('; '),
  };

  function registerAppInfo(info?: Partial<WrapperLibrary>) {
    const { name, version } = copyOptions(info, 'wrapperLibrary');
    const label = text(name);
    // React's StrictMode calls it twice; each name is kept once.
    if (label) wrappers.set(label, `${label}${text(version) ? `/${version}` : ''}`.slice(0, 60));
  }

  for (const type of [options.preload ?? []].flat()) preload(context, type);

  const call = createCall(context, register);

  const payframe: Unnamed & Namer & PayframeMarks = {
    elements: (elementsOptions) => createElements(elementsOptions, context, register),
    ...createMethods(call),
    ...intentMethods(context, call),
    makeLater:
      (name) =>
      (...given: unknown[]) =>
        context.callLater(name, given),
    registerAppInfo,
    _registerWrapper: registerAppInfo,
    __v_skip: true,
  };
  return withNamedMethods(payframe) as unknown as PayframeObject;
}

/** Reads an option that becomes a request header, which may have no line break and only ASCII characters. */
function headerOption(options: JsonObject, name: string): string | undefined {
  const value = text(options[name]);
  if (value === undefined || /^[\w.;:-]*$/.test(value)) return value;
  throw new IntegrationError(`options.${name} has an invalid character.`, 'invalid_option', name);
}
