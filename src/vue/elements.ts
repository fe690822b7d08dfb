import {
  type AllowedComponentProps,
  type ComponentCustomProps,
  type ComponentPublicInstance,
  type ComputedRef,
  computed,
  defineComponent,
  getCurrentInstance,
  type InjectionKey,
  inject,
  type PropType,
  provide,
  type Ref,
  shallowRef,
  toRef,
  type VNode,
  type VNodeProps,
  watch,
} from 'vue';
import type { ElementMaker } from '../bindings/checkout.js';
import type { ElementsOptions, Payframe, PayframeElements } from '../page/index.js';
import type { RetryTexts } from '../retry/retry-note.js';
import { passUpdates } from './updates.js';

export type MaybeLater = PromiseLike<Payframe | null> | Payframe | null;

export interface ElementsProps extends RetryTexts {
  /**
   * The result of `Payframe()`, or a promise of it, such as the result of `loadPayframe()`; `null` if there
   * is none yet, as on a server. Once set it stays: to use another one, give `<Elements>` another `key`.
   */
  payframe: MaybeLater;
  /** Options of the group. Changes reach the fields immediately, and keep what was typed. */
  options?: ElementsOptions;
  /**
   * Called with the reason if the promise is rejected. To try again, pass a new promise. Without a listener
   * the reason is logged to the console.
   */
  onLoaderror?: (error: unknown) => void;
}

/** Value that components under `<Elements>` get, and its slot. Both are `null` until Payframe has loaded. */
export interface ElementsContextValue {
  payframe: Payframe | null;
  elements: PayframeElements | null;
}

export const NOTHING: ElementsContextValue = { payframe: null, elements: null };

/** The same for the components of Elements, which a checkout creates where there is no group. */
export interface InnerContextValue extends ElementsContextValue {
  maker?: ElementMaker | undefined;
}

export const CONTEXT: InjectionKey<Ref<InnerContextValue>> = /* @__PURE__ */ Symbol('payframe');

/** The newest texts for a field that could not be loaded. */
export const RETRY_TEXTS: InjectionKey<RetryTexts> = /* @__PURE__ */ Symbol('payframe texts');

/** Props of any component. */
export type AnyProps = VNodeProps & AllowedComponentProps & ComponentCustomProps;

type ElementsComponent = new () => ComponentPublicInstance<ElementsProps> & {
  $props: AnyProps;
  $slots: { default?(value: ElementsContextValue): VNode[] };
};

/**
 * Provides a group of Elements to the components under it.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { loadPayframe } from 'payframe';
 * import { CardElement, Elements } from 'payframe/vue';
 *
 * const payframe = loadPayframe('pk_test_…', { host: 'https://pay.example.com' });
 * </script>
 *
 * <template>
 *   <Elements :payframe="payframe"><CardElement /></Elements>
 * </template>
 * ```
 */
export const Elements: ElementsComponent = /* @__PURE__ */ defineComponent({
  name: 'PayframeElements',
  props: {
    // Any type, because a promise, an object and `null` have no type in common. The value is checked below.
    payframe: { type: null as unknown as PropType<MaybeLater>, required: true },
    options: Object as PropType<ElementsOptions>,
    loadErrorText: String,
    retryText: String,
  },
  emits: ['loaderror'],
  setup(props, { emit, slots }) {
    const value = shallowRef(NOTHING);
    const instance = getCurrentInstance();
    provide(CONTEXT, value);
    provide(RETRY_TEXTS, props);

    const take = (group: ElementsContextValue) => {
      value.value = group;
    };
    const fail = (error: unknown) => {
      const { onLoaderror, onLoaderrorOnce } = instance?.vnode.props ?? {};
      if (onLoaderror || onLoaderrorOnce) emit('loaderror', error);
      else console.error(error);
    };

    watch(
      // Not a function: Vue would treat its result as its own work, and report a rejected promise as an
      // error.
      toRef(props, 'payframe'),
      (payframe, _, onCleanup) => {
        if (value.value.payframe) return payframe === value.value.payframe || warnOfChange();
        if (!isPromise(payframe)) return take(groupOf(payframe, props.options));
        let current = true;
        onCleanup(() => {
          current = false;
        });
        Promise.resolve(payframe)
          .then((loaded) => groupOf(loaded, props.options))
          // Failures of those who wait for the group are not handled here, because Vue reports them.
          .then(
            (group) => current && take(group),
            (error) => current && fail(error),
          );
      },
      { immediate: true },
    );

    passUpdates(
      () => value.value.elements,
      () => props.options,
    );
    return () => slots.default?.(value.value);
  },
}) as unknown as ElementsComponent;

const isPromise = (given: unknown): given is PromiseLike<Payframe | null> =>
  typeof (given as { then?: unknown } | null)?.then === 'function';

function groupOf(payframe: Payframe | null, options: ElementsOptions | undefined): ElementsContextValue {
  if (!payframe) return NOTHING;
  if (typeof payframe.elements === 'function') return { payframe, elements: payframe.elements(options) };
  throw new TypeError(
    '<Elements> takes as `payframe` what Payframe() or loadPayframe() returned, a promise of it, or null.',
  );
}

const warnOfChange = () =>
  console.warn(
    'Payframe: <Elements> keeps the `payframe` that it has. Give it another `key` to start again with another one.',
  );

/** Returns the value of the `<Elements>` above. */
export function injectContext(user: string): Ref<InnerContextValue> {
  const value = inject(CONTEXT, null);
  if (value) return value;
  throw new Error(`${user} must be under an <Elements> provider.`);
}

/**
 * Returns the group of Elements. Its value is `null` until Payframe has loaded.
 *
 * @example
 * ```ts
 * const elements = useElements();
 * const card = elements.value?.getElement(CardElement);
 * ```
 */
export function useElements(): ComputedRef<PayframeElements | null> {
  const context = injectContext('A component that calls useElements()');
  return computed(() => context.value.elements);
}

/**
 * Returns the Payframe object. Its value is `null` until Payframe has loaded.
 *
 * @example
 * ```ts
 * const payframe = usePayframe();
 * const elements = useElements();
 *
 * async function pay() {
 *   const card = elements.value?.getElement(CardElement);
 *   if (!payframe.value || !card) return;
 *   const { paymentMethod, error } = await payframe.value.createPaymentMethod({ type: 'card', card });
 * }
 * ```
 */
export function usePayframe(): ComputedRef<Payframe | null> {
  const context = injectContext('A component that calls usePayframe()');
  return computed(() => context.value.payframe);
}
