import type {
  CheckoutActions,
  CheckoutElements,
  CheckoutElementsOptions,
  CheckoutElementsSdkOptions,
  CheckoutSession,
  Payframe,
  PayframeElements,
} from '../page/index.js';

/** What a component sees of its checkout: the newest session, together with the actions, and with the methods for Elements. */
export type CheckoutState =
  | { type: 'loading' }
  | { type: 'error'; error: { message: string } }
  | { type: 'success'; checkout: CheckoutValue };

export type CheckoutValue = CheckoutSession &
  Omit<CheckoutActions, 'getSession'> &
  Omit<CheckoutElements, 'on'>;

/** The part of a group of Elements that their components use. */
export type ElementMaker = Pick<PayframeElements, 'create' | 'getElement'>;

/** A checkout whose session is being loaded, or is there. */
export interface OpenCheckout {
  /** Changes the look of its Elements. */
  update(look: CheckoutElementsOptions): void;
}

/**
 * Loads the session of a checkout.
 *
 * @param tell Called with each state after `loading`, and with what creates Elements in it.
 * @throws TypeError for what is no Payframe object.
 */
export function openCheckout(
  payframe: Payframe,
  options: CheckoutElementsSdkOptions,
  tell: (state: CheckoutState, maker?: ElementMaker) => void,
): OpenCheckout {
  if (typeof payframe.initCheckoutElementsSdk !== 'function')
    throw new TypeError(
      '<CheckoutProvider> takes as `payframe` what Payframe() or loadPayframe() returned, a promise of it, or null.',
    );
  const sdk = payframe.initCheckoutElementsSdk(options);
  sdk
    .loadActions()
    .then(({ actions, error }) => {
      if (!actions) throw error;
      const { on, loadActions, ...elements } = sdk;
      const { getSession, ...others } = actions;
      const maker = makerOf(elements);
      const show = (session: CheckoutSession) =>
        tell({ type: 'success', checkout: { ...session, ...elements, ...others } }, maker);
      on('change', show);
      show(getSession());
    })
    .catch((error: { message: string }) => tell({ type: 'error', error }));

  return {
    update({ appearance, fonts }) {
      if (appearance) sdk.changeAppearance(appearance);
      if (fonts) sdk.loadFonts(fonts);
    },
  };
}

/** Lets the components of Elements create theirs in a checkout, which has a method for each type. */
function makerOf(elements: object): ElementMaker {
  const methods = elements as Record<string, ((options?: object) => unknown) | undefined>;
  const call = (verb: string, type: string, options?: { mode?: string }) => {
    // Addresses have a method for each mode.
    const name = type === 'address' ? `${options?.mode}Address` : type;
    const method = methods[`${verb}${name.charAt(0).toUpperCase()}${name.slice(1)}Element`];
    if (method) return method(options);
    throw new TypeError(
      `A <CheckoutProvider> takes no Element of the type ${type}. Put it under <Elements>.`,
    );
  };
  return {
    create: (type: string, options?: object) => call('create', type, options),
    getElement: (type: string, options?: object) => call('get', type, options),
  } as ElementMaker;
}
