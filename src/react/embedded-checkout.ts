import {
  type Context,
  createContext,
  createElement,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { EmbeddedCheckoutOptions, Payframe, PayframeEmbeddedCheckout } from '../page/index.js';
import { useLatest, useLayout } from './effects.js';

export interface EmbeddedCheckoutProviderProps {
  /** The result of `Payframe()`, or a promise of it, such as the result of `loadPayframe()`; `null` if there is none yet. */
  payframe: PromiseLike<Payframe | null> | Payframe | null;
  /** The secret stays that of the first render that has one. Handlers may be new ones at each render. */
  options: Omit<EmbeddedCheckoutOptions, 'clientSecret' | 'fetchClientSecret'> & {
    clientSecret?: string | null | undefined;
    fetchClientSecret?: (() => Promise<string>) | null | undefined;
  };
  /** Called with the reason if it could not be created. Without a handler the reason is logged to the console. */
  onLoadError?: ((error: unknown) => void) | undefined;
  children?: ReactNode;
}

const CheckoutContext: Context<PayframeEmbeddedCheckout | null | undefined> = /* @__PURE__ */ createContext<
  PayframeEmbeddedCheckout | null | undefined
>(undefined);

/** State of a provider, for as long as React keeps it. */
interface Owner {
  made?: Promise<PayframeEmbeddedCheckout | undefined> | undefined;
  /** Whether its effects are active. */
  isHeld?: boolean;
}

/**
 * Creates an embedded Checkout for the `<EmbeddedCheckout>` under it, and destroys it when it is unmounted. A page has one at a
 * time.
 *
 * @example
 * ```tsx
 * const fetchClientSecret = async () => (await fetch('/session', { method: 'POST' })).text();
 *
 * export const Checkout = () => (
 *   <EmbeddedCheckoutProvider payframe={payframe} options={{ fetchClientSecret }}>
 *     <EmbeddedCheckout />
 *   </EmbeddedCheckoutProvider>
 * );
 * ```
 */
export function EmbeddedCheckoutProvider({
  children,
  ...props
}: EmbeddedCheckoutProviderProps): ReactElement {
  const { options, payframe } = props;
  const [checkout, setCheckout] = useState<PayframeEmbeddedCheckout | null>(null);
  const latest = useLatest(props);
  const { current: owner } = useRef<Owner>({});
  const hasSecret = Boolean(options.clientSecret || options.fetchClientSecret);

  useEffect(() => {
    if (!payframe || !hasSecret) return undefined;
    let isCurrent = true;
    owner.isHeld = true;
    owner.made ??= create(payframe, latest);
    owner.made.then(
      (made) => isCurrent && setCheckout(made ?? null),
      (error) => {
        owner.made = undefined;
        if (isCurrent) (latest.current.onLoadError ?? console.error)(error);
      },
    );
    return () => {
      isCurrent = false;
      owner.isHeld = false;
      // StrictMode runs its effects again immediately, and the same one is used then.
      void Promise.resolve().then(() => owner.isHeld || end(owner));
    };
  }, [payframe, hasSecret, latest, owner]);

  return createElement(CheckoutContext.Provider, { value: checkout }, children);
}

async function create(
  payframe: PromiseLike<Payframe | null> | Payframe,
  latest: { current: EmbeddedCheckoutProviderProps },
): Promise<PayframeEmbeddedCheckout | undefined> {
  const loaded = await payframe;
  const { clientSecret, fetchClientSecret, onLineItemsChange, onShippingDetailsChange } =
    latest.current.options;
  return loaded?.createEmbeddedCheckoutPage({
    ...(clientSecret && { clientSecret }),
    ...(fetchClientSecret && { fetchClientSecret }),
    onComplete: () => latest.current.options.onComplete?.(),
    // The page asks only where the shop wants to be asked.
    ...(onLineItemsChange && { onLineItemsChange }),
    ...(onShippingDetailsChange && { onShippingDetailsChange }),
  });
}

function end(owner: Owner) {
  const { made } = owner;
  owner.made = undefined;
  // One that was not created has told why already.
  made?.then(
    (checkout) => checkout?.destroy(),
    () => {},
  );
}

/** The page of a Checkout Session. It takes the attributes of its container, which is a `<div>`. */
export function EmbeddedCheckout(
  props: Omit<HTMLAttributes<HTMLDivElement>, 'children' | 'dangerouslySetInnerHTML'>,
): ReactElement {
  const checkout = useContext(CheckoutContext);
  if (checkout === undefined)
    throw new Error('<EmbeddedCheckout> must be under an <EmbeddedCheckoutProvider>.');
  const node = useRef<HTMLDivElement>(null);
  useLayout(() => {
    if (!checkout || !node.current) return undefined;
    checkout.mount(node.current);
    return () => checkout.unmount();
  }, [checkout]);
  return createElement('div', { ...props, ref: node });
}
