import { isRecord, type JsonObject } from '../../wire/index.js';
import { createEmitter } from '../elements/emitter.js';
import { IntegrationError } from '../errors.js';
import { copyOptions, requireObject } from '../input/options.js';
import type { Owner } from './owner.js';
import { elementOf } from './payment-request.js';

/** Events that a button has from its Element. */
const EVENTS = ['ready', 'focus', 'blur', 'escape', 'loaderror'] as const;

type Handler = (event: unknown) => unknown;

/**
 * Creates the button of a payment request.
 *
 * @throws IntegrationError without a request.
 */
export async function paymentRequestButton(_: Owner, given: unknown): Promise<object> {
  const { paymentRequest, ...options } = requireObject(given, 'options');
  // What the page holds stands in for the request until that has come.
  const owned = elementOf.get((await paymentRequest) as object);
  if (!owned)
    throw new IntegrationError(
      'paymentRequestButton takes a paymentRequest of payframe.paymentRequest().',
      'invalid_option',
      'paymentRequest',
    );
  const { element } = owned;
  const events = createEmitter();
  const elementType = 'paymentRequestButton';
  for (const name of EVENTS)
    element.on(name as 'focus', (event) => events.raise(name, { ...event, elementType }));
  element.on('click', ({ resolve, reject }) => {
    let isPrevented = false;
    const preventDefault = () => {
      isPrevented = true;
    };
    events.raise('click', { elementType, preventDefault });
    if (isPrevented) reject();
    else resolve();
  });
  element.update(lookOf(copyOptions(options, 'options')));

  const button = {
    mount: element.mount,
    unmount: element.unmount,
    destroy: element.unmount,
    focus: element.focus,
    blur: element.blur,
    update: chained((changed: unknown) => element.update(lookOf(copyOptions(changed, 'options')))),
    on: chained((event: string, handler: Handler) => events.on(event, handler)),
    once: chained((event: string, handler: Handler) => events.once(event, handler)),
    off: chained((event: string, handler?: Handler) => events.off(event, handler)),
    __v_skip: true,
  };

  function chained<Given extends unknown[]>(work: (...given: Given) => unknown) {
    return (...given: Given) => {
      work(...given);
      return button;
    };
  }

  return button;
}

/** Themes of the button with those of each wallet's. */
const THEMES: Record<string, JsonObject> = {
  dark: { applePay: 'black', googlePay: 'black' },
  light: { applePay: 'white', googlePay: 'white' },
  'light-outline': { applePay: 'white-outline', googlePay: 'white' },
};

/** Returns the options of the Element for how the button looks. */
function lookOf({ style, classes }: JsonObject): JsonObject {
  const { type, theme, height } = (
    isRecord(style) && isRecord(style.paymentRequestButton) ? style.paymentRequestButton : {}
  ) as JsonObject;
  return {
    ...(classes && { classes }),
    ...(type && { buttonType: { applePay: type, googlePay: type } }),
    ...(Object.hasOwn(THEMES, `${theme}`) && { buttonTheme: THEMES[`${theme}`] as JsonObject }),
    ...(height && { buttonHeight: Number.parseFloat(`${height}`) }),
  };
}
