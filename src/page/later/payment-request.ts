import { type CallMethod, isRecord, type JsonObject } from '../../wire/index.js';
import { createElement } from '../elements/element.js';
import { createEmitter } from '../elements/emitter.js';
import { randomId } from '../elements/random-id.js';
import { IntegrationError } from '../errors.js';
import { copyOptions } from '../input/options.js';
import type { ExpressCheckoutElementEvents } from '../types/express-checkout-element.js';
import type { PayframePaymentRequest, PaymentRequestWallet } from '../types/payment-request.js';
import type { Owner } from './owner.js';
import { agreedOf, requestAddress } from './payment-request-events.js';
import { checkOptions, elementOptions, groupOf, listOf, shownOf } from './payment-request-options.js';

/** What a page may pay with, by its event: the call that makes it, and its name in the event. */
const PAYS: Record<string, [method: CallMethod, name: string]> = {
  paymentmethod: ['createPaymentMethod', 'paymentMethod'],
  token: ['createToken', 'token'],
};

/** How the Element of a request hears what the shopper has agreed to. */
type PayEvent = ExpressCheckoutElementEvents['confirm'] & Answer;

interface Answer {
  resolve(details?: object): void;
  reject(details?: object): void;
}

/** The Elements of the requests, for their buttons. */
export const elementOf = new WeakMap<object, ReturnType<typeof createRequestElement>>();

/**
 * Creates a request for a payment by a wallet. It is an Express Checkout Element with one button, which shows nothing until it is mounted.
 *
 * @throws IntegrationError for options that no wallet can show.
 */
export function paymentRequest({ context }: Owner, given: unknown): PayframePaymentRequest {
  let options = checkOptions(copyOptions(given, 'options'));
  let visit: AbortController | undefined;
  const events = createEmitter();
  const hears = (event: string) => events.names().includes(event);
  const element = createRequestElement(
    {
      ...context,
      async authenticate(ofElement, params) {
        visit = new AbortController();
        const outcome = await context.authenticate(ofElement, params, visit.signal);
        visit = undefined;
        if (outcome.value?.end !== 'paid') events.raise('cancel', undefined);
        return outcome;
      },
    },
    () => options,
  );
  let found: Promise<Record<string, boolean> | undefined> | undefined;

  /** Takes options. The wallet shows the new total at once. */
  function take(changed: JsonObject) {
    options = checkOptions({ ...options, ...changed });
    element.handle.refresh();
    return shownOf(options);
  }

  /** Asks the page about a change in the wallet. */
  function ask(name: string, details: object, { resolve, reject }: Answer) {
    if (!hears(name)) return resolve();
    events.raise(name, {
      ...details,
      updateWith(given: unknown) {
        const { status = 'success', ...changed } = copyOptions(given, 'details');
        if (status === 'success') resolve(take(changed));
        else reject();
      },
    });
  }

  element.on('shippingaddresschange', ({ name, address, ...answer }) =>
    ask('shippingaddresschange', { shippingAddress: requestAddress(name, address) }, answer),
  );
  const optionOf = (id: string | undefined) =>
    listOf(options.shippingOptions).find((option) => isRecord(option) && option.id === id);
  element.on('shippingratechange', ({ shippingRate, ...answer }) =>
    ask('shippingoptionchange', { shippingOption: optionOf(shippingRate?.id) }, answer),
  );
  element.on('pay', async ({ resolve, reject, ...agreed }) => {
    const kinds = Object.keys(PAYS).filter(hears);
    // Nobody can pay.
    if (!kinds.length) reject();
    for (const kind of kinds) {
      const [method, name] = PAYS[kind] as (typeof PAYS)[string];
      const { value } = await element.handle.ask(method, {});
      // The wallet shows why there is none.
      if (!value) return;
      const shippingOption = optionOf(agreed.shippingRate?.id);
      events.raise(kind, {
        ...agreedOf(agreed, options),
        ...(shippingOption && { shippingOption }),
        [name]: value,
        complete: (status: unknown) => (status === 'success' ? resolve() : reject()),
      });
    }
  });

  const request: PayframePaymentRequest = {
    async canMakePayment() {
      found ??= element.find();
      const { applePay, googlePay } = (await found) ?? {};
      return applePay || googlePay
        ? ({ applePay, googlePay, link: false } as Record<PaymentRequestWallet, boolean>)
        : null;
    },
    show: () => void element.show(),
    abort: () => visit?.abort(),
    isShowing: () => !!visit,
    update(given) {
      if (visit)
        throw new IntegrationError(
          'The wallet is open: answer its events by updateWith() instead.',
          'invalid_option',
        );
      element.update(take(copyOptions(given, 'options')));
    },
    on(type, handler) {
      if (type === 'source')
        throw new IntegrationError(
          "Sources are not in this version of Payframe: listen for 'paymentmethod'.",
          'method_not_available',
        );
      events.on(type, handler as () => unknown);
      return request;
    },
    once(type, handler) {
      events.once(type, handler as () => unknown);
      return request;
    },
    off(type, handler) {
      events.off(type, handler as (() => unknown) | undefined);
      return request;
    },
  };
  elementOf.set(request, element);
  return request;
}

/** Events of the Element that a request uses. */
type RequestEvents = Pick<ExpressCheckoutElementEvents, 'shippingratechange' | 'shippingaddresschange'> & {
  pay: PayEvent;
};

/** Creates the Element of a request, with a hidden place for where the page has mounted no button. */
function createRequestElement(context: Owner['context'], options: () => JsonObject) {
  const group = () => groupOf(options());
  const handle = createElement('expressCheckout', randomId(), elementOptions(options()), {
    ...context,
    group: randomId(),
    groupOptions: () => ({ locale: context.locale(), ...group(), elements: group() }),
    pays() {},
    onDestroy() {},
  });
  const { element } = handle;

  /** Does something with the Element's frame, which is only there for that time if the page has mounted no button. */
  async function hidden<T>(work: () => Promise<T>): Promise<T> {
    if (handle.mounted) return work();
    const place = document.createElement('div');
    place.style.display = 'none';
    document.body.append(place);
    element.mount(place);
    const result = await work();
    if (place.firstChild) element.unmount();
    place.remove();
    return result;
  }

  const available = new Promise<Record<string, boolean> | undefined>((resolve) => {
    element.on('ready', ({ availablePaymentMethods }) => resolve(availablePaymentMethods));
    element.on('loaderror', () => resolve(undefined));
  });

  return {
    handle,
    element,
    on<T extends keyof RequestEvents>(event: T, handler: (details: RequestEvents[T]) => unknown) {
      element.on(event as 'shippingratechange', handler as never);
    },
    update: (shown: JsonObject) => void element.update(shown),
    /** Finds out which wallets there are. */
    find: () => hidden(() => available),
    /** Leads the shopper through the wallet. */
    show: () => hidden(() => handle.ask('authenticate', {})),
  };
}
