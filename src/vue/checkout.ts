import {
  type ComponentPublicInstance,
  defineComponent,
  type InjectionKey,
  inject,
  onMounted,
  type PropType,
  provide,
  type Ref,
  shallowRef,
  type VNode,
  watch,
} from 'vue';
import { type CheckoutState, type OpenCheckout, openCheckout } from '../bindings/checkout.js';
import type { CheckoutElementsSdkOptions } from '../page/index.js';
import type { RetryTexts } from '../retry/retry-note.js';
import {
  type AnyProps,
  CONTEXT,
  type InnerContextValue,
  type MaybeLater,
  NOTHING,
  RETRY_TEXTS,
} from './elements.js';
import { passUpdates } from './updates.js';

export interface CheckoutProviderProps extends RetryTexts {
  /** The result of `Payframe()`, or a promise of it, such as the result of `loadPayframe()`; `null` if there is none yet. */
  payframe: MaybeLater;
  /** The secret stays the first one. `appearance` and `fonts` in `elementsOptions` may change. */
  options: CheckoutElementsSdkOptions;
}

const CHECKOUT: InjectionKey<Ref<CheckoutState>> = /* @__PURE__ */ Symbol('payframe checkout');

type CheckoutProviderComponent = new () => ComponentPublicInstance<CheckoutProviderProps> & {
  $props: AnyProps;
  $slots: { default?(value: CheckoutState): VNode[] };
};

/**
 * Provides a Checkout Session to `useCheckout`, to its slot, and to the `<PaymentElement>` and `<ContactDetailsElement>` under it.
 *
 * @example
 * ```vue
 * <template>
 *   <CheckoutProvider :payframe="payframe" :options="{ clientSecret }"><CheckoutForm /></CheckoutProvider>
 * </template>
 * ```
 */
export const CheckoutProvider: CheckoutProviderComponent = /* @__PURE__ */ defineComponent({
  name: 'PayframeCheckoutProvider',
  props: {
    // Any type, because a promise, an object and `null` have no type in common.
    payframe: { type: null as unknown as PropType<MaybeLater>, required: true },
    options: { type: Object as PropType<CheckoutElementsSdkOptions>, required: true },
    loadErrorText: String,
    retryText: String,
  },
  setup(props, { slots }) {
    const group = shallowRef<InnerContextValue>(NOTHING);
    const state = shallowRef<CheckoutState>({ type: 'loading' });
    let open: OpenCheckout | null = null;
    provide(CONTEXT, group);
    provide(CHECKOUT, state);
    provide(RETRY_TEXTS, props);

    async function begin() {
      const loaded = await props.payframe;
      if (!loaded || open) return;
      open = openCheckout(loaded, props.options, (now, maker) => {
        state.value = now;
        group.value = { payframe: loaded, elements: null, maker };
      });
    }
    const start = () =>
      void begin().catch((error: { message: string }) => {
        state.value = { type: 'error', error };
      });
    // Not on a server.
    onMounted(start);
    watch(() => props.payframe, start);
    passUpdates(
      () => open,
      () => props.options.elementsOptions,
    );
    return () => slots.default?.(state.value);
  },
}) as unknown as CheckoutProviderComponent;

/**
 * Returns the checkout of the `<CheckoutProvider>` above.
 *
 * @example
 * ```ts
 * const state = useCheckout();
 * const total = computed(() => state.value.type === 'success' ? state.value.checkout.total.total.amount : '');
 * ```
 */
export function useCheckout(): Ref<CheckoutState> {
  const state = inject(CHECKOUT, null);
  if (state) return state;
  throw new Error('A component that calls useCheckout() must be under a <CheckoutProvider>.');
}
