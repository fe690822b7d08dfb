import {
  type Context,
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useState,
} from 'react';
import type { ElementMaker } from '../bindings/checkout.js';
import type { ElementsOptions, Payframe, PayframeElements } from '../page/index.js';
import type { RetryTexts } from '../retry/retry-note.js';
import { useLatest, useUpdates } from './effects.js';

export interface ElementsProps extends RetryTexts {
  /**
   * The result of `Payframe()`, or a promise of it, such as the result of `loadPayframe()`; `null` if there
   * is none yet, as on a server. Once set it stays: to use another one, give `<Elements>` another `key`.
   */
  payframe: PromiseLike<Payframe | null> | Payframe | null;
  /** Options of the group. Changes reach the fields immediately, and keep what was typed. */
  options?: ElementsOptions | undefined;
  /**
   * Called with the reason if the promise is rejected. To try again, pass a new promise. Without a handler
   * the reason is logged to the console.
   */
  onLoadError?: ((error: unknown) => void) | undefined;
  children?: ReactNode;
}

/** Value that components under `<Elements>` get. Both are `null` until Payframe has loaded. */
export interface ElementsContextValue {
  payframe: Payframe | null;
  elements: PayframeElements | null;
}

export const NOTHING: ElementsContextValue = { payframe: null, elements: null };

/** The same for the components of Elements, which a checkout creates where there is no group. */
export interface InnerContextValue extends ElementsContextValue {
  maker?: ElementMaker | undefined;
}

export const ElementsContext: Context<InnerContextValue | null> =
  /* @__PURE__ */ createContext<InnerContextValue | null>(null);

/** The newest texts for a field that could not be loaded. */
export const RetryTextsContext: Context<{ current: RetryTexts }> = /* @__PURE__ */ createContext({
  current: {},
});

/**
 * Provides a group of Elements to the components under it.
 *
 * @example
 * ```tsx
 * import { loadPayframe } from 'payframe';
 * import { CardElement, Elements } from 'payframe/react';
 *
 * // Outside of any component, so that a render does not load it again.
 * const payframe = loadPayframe('pk_test_…', { host: 'https://pay.example.com' });
 *
 * export const App = () => (
 *   <Elements payframe={payframe}>
 *  <CardElement />
 *   </Elements>
 * );
 * ```
 */
export function Elements({ children, ...props }: ElementsProps): ReactElement {
  const { payframe, options } = props;
  // Creating a group changes nothing in the page, so a render that is dropped does no harm.
  const [value, setValue] = useState(() => (isPromise(payframe) ? NOTHING : groupOf(payframe, options)));
  const latest = useLatest<ElementsProps>(props);
  const [first] = useState({ payframe });

  useEffect(() => {
    if (value.payframe) return payframe === value.payframe ? undefined : warnOfChange(first, payframe);
    let current = true;
    const fail = (error: unknown) => current && (latest.current.onLoadError ?? console.error)(error);
    Promise.resolve(payframe)
      .then((loaded) => {
        if (!current || !loaded) return;
        first.payframe = payframe;
        setValue(groupOf(loaded, latest.current.options));
      })
      .catch(fail);
    return () => {
      current = false;
    };
  }, [payframe, value, first, latest]);

  const { elements } = value;
  const [, fail] = useState<never>();
  useUpdates(
    () => ({
      // Refused options throw to the nearest error boundary, as they do in a render.
      update: (changed) =>
        elements?.update(changed).catch((error: unknown) =>
          fail(() => {
            throw error;
          }),
        ),
    }),
    options,
  );
  return createElement(
    RetryTextsContext.Provider,
    { value: latest },
    createElement(ElementsContext.Provider, { value }, children),
  );
}

const isPromise = (given: unknown): given is PromiseLike<Payframe | null> =>
  typeof (given as { then?: unknown } | null)?.then === 'function';

function groupOf(payframe: Payframe | null, options: ElementsOptions | undefined): ElementsContextValue {
  if (!payframe) return NOTHING;
  if (typeof payframe.elements === 'function') return { payframe, elements: payframe.elements(options) };
  throw new TypeError(
    '<Elements> takes as `payframe` what Payframe() or loadPayframe() returned, a promise of it, or null.',
  );
}

function warnOfChange(first: { payframe: unknown }, payframe: unknown) {
  if (first.payframe === payframe) return;
  first.payframe = payframe;
  console.warn(
    'Payframe: <Elements> keeps the `payframe` that it has. Call Payframe() or loadPayframe() outside of your ' +
      'component, and give <Elements> another `key` to use another one.',
  );
}

/** Returns the value of the `<Elements>` above. */
export function useElementsContext(user: string): InnerContextValue {
  const value = useContext(ElementsContext);
  if (value) return value;
  throw new Error(`${user} must be under an <Elements> provider.`);
}

/**
 * Returns the group of Elements, or `null` until Payframe has loaded.
 *
 * @example
 * ```tsx
 * const elements = useElements();
 * const card = elements?.getElement(CardElement);
 * ```
 */
export const useElements = (): PayframeElements | null =>
  useElementsContext('A component that calls useElements()').elements;

/**
 * Returns the Payframe object, or `null` until it has loaded.
 *
 * @example
 * ```tsx
 * const payframe = usePayframe();
 * const elements = useElements();
 *
 * async function pay() {
 *   const card = elements?.getElement(CardElement);
 *   if (!payframe || !card) return;
 *   const { paymentMethod, error } = await payframe.createPaymentMethod({ type: 'card', card });
 * }
 * ```
 */
export const usePayframe = (): Payframe | null =>
  useElementsContext('A component that calls usePayframe()').payframe;

/**
 * Passes the same values to components that cannot call hooks.
 *
 * @example
 * ```tsx
 * <ElementsConsumer>
 *   {({ payframe, elements }) => <CheckoutForm payframe={payframe} elements={elements} />}
 * </ElementsConsumer>
 * ```
 */
export const ElementsConsumer = ({
  children,
}: {
  children: (value: ElementsContextValue) => ReactNode;
  // Before TypeScript 5.1 the types did not allow a component to return any node.
}): ReactElement | null => children(useElementsContext('<ElementsConsumer>')) as ReactElement | null;
