import {
  type ComponentPublicInstance,
  defineComponent,
  h,
  type InjectionKey,
  inject,
  onBeforeUnmount,
  onMounted,
  type PropType,
  provide,
  type Ref,
  shallowRef,
  type VNode,
  watch,
} from 'vue';
import type { EmbeddedCheckoutOptions, Payframe, PayframeEmbeddedCheckout } from '../page/index.js';
import type { AnyProps, MaybeLater } from './elements.js';

export interface EmbeddedCheckoutProviderProps {
  /** The result of `Payframe()`, or a promise of it, such as the result of `loadPayframe()`; `null` if there is none yet. */
  payframe: MaybeLater;
  /** The secret stays the first one that is given. */
  options: Omit<EmbeddedCheckoutOptions, 'clientSecret' | 'fetchClientSecret'> & {
    clientSecret?: string | null | undefined;
    fetchClientSecret?: (() => Promise<string>) | null | undefined;
  };
  /** Called with the reason if it could not be created. Without a listener the reason is logged to the console. */
  onLoaderror?: (error: unknown) => void;
}

type ProviderComponent = new () => ComponentPublicInstance<EmbeddedCheckoutProviderProps> & {
  $props: AnyProps;
  $slots: { default?(): VNode[] };
};

const CHECKOUT: InjectionKey<Ref<PayframeEmbeddedCheckout | undefined>> =
  /* @__PURE__ */ Symbol('payframe checkout');

/**
 * Creates an embedded Checkout for the `<EmbeddedCheckout>` under it, and destroys it when it is unmounted. A page has one at a
 * time.
 *
 * @example
 * ```vue
 * <EmbeddedCheckoutProvider :payframe="payframe" :options="{ fetchClientSecret }">
 *   <EmbeddedCheckout />
 * </EmbeddedCheckoutProvider>
 * ```
 */
export const EmbeddedCheckoutProvider: ProviderComponent = /* @__PURE__ */ defineComponent({
  name: 'PayframeEmbeddedCheckoutProvider',
  props: {
    // Any type, because a promise, an object and `null` have no type in common.
    payframe: { type: null as unknown as PropType<MaybeLater>, required: true },
    options: { type: Object as PropType<EmbeddedCheckoutProviderProps['options']>, required: true },
    onLoaderror: Function as PropType<(error: unknown) => void>,
  },
  setup(props, { slots }) {
    const checkout = shallowRef<PayframeEmbeddedCheckout>();
    let made: Promise<PayframeEmbeddedCheckout | undefined> | undefined;
    let isUnmounted = false;
    provide(CHECKOUT, checkout);

    function begin() {
      const { options, payframe } = props;
      if (made || !payframe || !(options.clientSecret || options.fetchClientSecret)) return;
      made = create(payframe, props);
      made.then(
        (created) => {
          if (isUnmounted) created?.destroy();
          else checkout.value = created;
        },
        (error) => {
          made = undefined;
          if (!isUnmounted) (props.onLoaderror ?? console.error)(error);
        },
      );
    }

    onMounted(begin);
    watch(() => [props.payframe, props.options.clientSecret, props.options.fetchClientSecret], begin);
    onBeforeUnmount(() => {
      isUnmounted = true;
      checkout.value?.destroy();
    });
    return () => slots.default?.();
  },
}) as unknown as ProviderComponent;

async function create(
  payframe: PromiseLike<Payframe | null> | Payframe,
  props: { options: EmbeddedCheckoutProviderProps['options'] },
): Promise<PayframeEmbeddedCheckout | undefined> {
  const loaded = await payframe;
  const { clientSecret, fetchClientSecret, onLineItemsChange, onShippingDetailsChange } = props.options;
  return loaded?.createEmbeddedCheckoutPage({
    ...(clientSecret && { clientSecret }),
    ...(fetchClientSecret && { fetchClientSecret }),
    onComplete: () => props.options.onComplete?.(),
    // The page asks only where the shop wants to be asked.
    ...(onLineItemsChange && { onLineItemsChange }),
    ...(onShippingDetailsChange && { onShippingDetailsChange }),
  });
}

/** The page of a Checkout Session, in a `<div>`. */
export const EmbeddedCheckout: new () => ComponentPublicInstance & { $props: AnyProps } =
  /* @__PURE__ */ defineComponent({
    name: 'PayframeEmbeddedCheckout',
    setup() {
      const checkout = inject(CHECKOUT);
      if (!checkout) throw new Error('<EmbeddedCheckout> must be under an <EmbeddedCheckoutProvider>.');
      const node = shallowRef<HTMLElement>();
      // After the node is there, or before it goes.
      watch([checkout, node], ([now, place]) => now && place && now.mount(place), { flush: 'post' });
      return () => h('div', { ref: node });
    },
  }) as unknown as new () => ComponentPublicInstance & { $props: AnyProps };
