import {
  type Context,
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import { type CheckoutState, type OpenCheckout, openCheckout } from '../bindings/checkout.js';
import type { CheckoutElementsSdkOptions, Payframe } from '../page/index.js';
import type { RetryTexts } from '../retry/retry-note.js';
import { useLatest, useUpdates } from './effects.js';
import { ElementsContext, type InnerContextValue, NOTHING, RetryTextsContext } from './elements.js';

export interface CheckoutProviderProps extends RetryTexts {
  /** The result of `Payframe()`, or a promise of it, such as the result of `loadPayframe()`; `null` if there is none yet. */
  payframe: PromiseLike<Payframe | null> | Payframe | null;
  /** The secret stays that of the first render. `appearance` and `fonts` in `elementsOptions` may change. */
  options: CheckoutElementsSdkOptions;
  children?: ReactNode;
}

const LOADING: CheckoutState = { type: 'loading' };

const CheckoutContext: Context<CheckoutState | null> = /* @__PURE__ */ createContext<CheckoutState | null>(
  null,
);

/**
 * Provides a Checkout Session to `useCheckout`, and to the `<PaymentElement>` and `<ContactDetailsElement>` under it.
 *
 * @example
 * ```tsx
 * const clientSecret = fetch('/session', { method: 'POST' }).then((answer) => answer.text());
 *
 * export const App = () => (
 *   <CheckoutProvider payframe={payframe} options={{ clientSecret }}>
 *     <Checkout />
 *   </CheckoutProvider>
 * );
 * ```
 */
export function CheckoutProvider({ children, ...props }: CheckoutProviderProps): ReactElement {
  const { payframe, options } = props;
  const latest = useLatest<CheckoutProviderProps>(props);
  const open = useRef<OpenCheckout>(undefined);
  const [group, setGroup] = useState<InnerContextValue>(NOTHING);
  const [state, setState] = useState(LOADING);

  useEffect(() => {
    async function begin() {
      const loaded = await payframe;
      // StrictMode runs its effects twice, and a session has one checkout.
      if (!loaded || open.current) return;
      open.current = openCheckout(loaded, latest.current.options, (now, maker) => {
        setState(now);
        // Only the first one is another group to the Elements.
        setGroup((last) => (last.maker === maker ? last : { payframe: loaded, elements: null, maker }));
      });
    }
    begin().catch((error: { message: string }) => setState({ type: 'error', error }));
  }, [payframe, latest]);

  useUpdates(() => open.current, options.elementsOptions);
  return createElement(
    RetryTextsContext.Provider,
    { value: latest },
    createElement(
      ElementsContext.Provider,
      { value: group },
      createElement(CheckoutContext.Provider, { value: state }, children),
    ),
  );
}

/**
 * Returns the checkout of the `<CheckoutProvider>` above.
 *
 * @example
 * ```tsx
 * const state = useCheckout();
 * if (state.type !== 'success') return null;
 * const { canConfirm, confirm, total } = state.checkout;
 * return <button disabled={!canConfirm} onClick={() => confirm()}>Pay {total.total.amount}</button>;
 * ```
 */
export function useCheckout(): CheckoutState {
  const state = useContext(CheckoutContext);
  if (state) return state;
  throw new Error('A component that calls useCheckout() must be under a <CheckoutProvider>.');
}
