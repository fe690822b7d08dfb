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
import type { ElementsOptions, Payframe, PayframeElements } from '../page/index.js';
import { useLatest, useUpdates } from './effects.js';

export interface ElementsProps {
  /**
   * What `Payframe()` returned, or a promise of it, as `loadPayframe()` gives it; `null` where there is none yet, as on a
   * server. Once taken it stays: give `<Elements>` another `key` to begin anew with another.
   */
  payframe: PromiseLike<Payframe | null> | Payframe | null;
  /** Options of the group. Changes reach the fields on the spot, and keep what was typed. */
  options?: ElementsOptions | undefined;
  /** Why the promise was rejected. Pass a new one to try again. Without a handler it is said on the console. */
  onLoadError?: ((error: unknown) => void) | undefined;
  children?: ReactNode;
}

/** What components under `<Elements>` get; both are `null` until Payframe has loaded. */
export interface ElementsContextValue {
  payframe: Payframe | null;
  elements: PayframeElements | null;
}

const NOTHING: ElementsContextValue = { payframe: null, elements: null };

const ElementsContext: Context<ElementsContextValue | null> =
  /* @__PURE__ */ createContext<ElementsContextValue | null>(null);

/** Gives the components under it a group of Elements. */
export function Elements({ payframe, options, onLoadError, children }: ElementsProps): ReactElement {
  // A group that is made while rendering, and maybe dropped, makes nothing on the page.
  const [value, setValue] = useState(() => (isPromise(payframe) ? NOTHING : groupOf(payframe, options)));
  const latest = useLatest({ options, onLoadError });
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
      // Options that are refused: for the nearest error boundary, as they are while rendering.
      update: (changed) =>
        elements?.update(changed).catch((error: unknown) =>
          fail(() => {
            throw error;
          }),
        ),
    }),
    options,
  );
  return createElement(ElementsContext.Provider, { value }, children);
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
      'component, and give <Elements> another `key` to begin anew with another one.',
  );
}

/** What `<Elements>` gives to those under it. */
export function useElementsContext(user: string): ElementsContextValue {
  const value = useContext(ElementsContext);
  if (value) return value;
  throw new Error(`${user} must be under an <Elements> provider.`);
}

/** The group of Elements, or `null` until Payframe has loaded. */
export const useElements = (): PayframeElements | null =>
  useElementsContext('A component that calls useElements()').elements;

/** The Payframe object, or `null` until it has loaded. */
export const usePayframe = (): Payframe | null =>
  useElementsContext('A component that calls usePayframe()').payframe;

/** The same for components that cannot call hooks. */
export const ElementsConsumer = ({
  children,
}: {
  children: (value: ElementsContextValue) => ReactNode;
  // Before TypeScript 5.1 a component could not be said to return any node.
}): ReactElement | null => children(useElementsContext('<ElementsConsumer>')) as ReactElement | null;
