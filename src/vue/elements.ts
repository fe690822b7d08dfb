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
import type { ElementsOptions, Payframe, PayframeElements } from '../page/index.js';
import { passUpdates } from './updates.js';

type MaybeLater = PromiseLike<Payframe | null> | Payframe | null;

export interface ElementsProps {
  /**
   * What `Payframe()` returned, or a promise of it, as `loadPayframe()` gives it; `null` where there is none yet, as on a
   * server. Once taken it stays: give `<Elements>` another `key` to begin anew with another.
   */
  payframe: MaybeLater;
  /** Options of the group. Changes reach the fields on the spot, and keep what was typed. */
  options?: ElementsOptions;
  /** Why the promise was rejected. Pass a new one to try again. Without a listener it is said on the console. */
  onLoaderror?: (error: unknown) => void;
}

/** What components under `<Elements>` get, and its slot; both are `null` until Payframe has loaded. */
export interface ElementsContextValue {
  payframe: Payframe | null;
  elements: PayframeElements | null;
}

const NOTHING: ElementsContextValue = { payframe: null, elements: null };

const CONTEXT: InjectionKey<Ref<ElementsContextValue>> = /* @__PURE__ */ Symbol('payframe');

/** What any component takes. */
export type AnyProps = VNodeProps & AllowedComponentProps & ComponentCustomProps;

type ElementsComponent = new () => ComponentPublicInstance<ElementsProps> & {
  $props: AnyProps;
  $slots: { default?(value: ElementsContextValue): VNode[] };
};

/** Gives the components under it a group of Elements. */
export const Elements: ElementsComponent = /* @__PURE__ */ defineComponent({
  name: 'PayframeElements',
  props: {
    // Any type: a promise, an object and `null` have none in common. What it is, is checked below.
    payframe: { type: null as unknown as PropType<MaybeLater>, required: true },
    options: Object as PropType<ElementsOptions>,
  },
  emits: ['loaderror'],
  setup(props, { emit, slots }) {
    const value = shallowRef(NOTHING);
    const instance = getCurrentInstance();
    provide(CONTEXT, value);

    const take = (group: ElementsContextValue) => {
      value.value = group;
    };
    const fail = (error: unknown) => {
      const { onLoaderror, onLoaderrorOnce } = instance?.vnode.props ?? {};
      if (onLoaderror || onLoaderrorOnce) emit('loaderror', error);
      else console.error(error);
    };

    watch(
      // Not a function: what one returns Vue takes for its own work, and reports the rejection of a promise as an error.
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
          // Not the failures of those who wait for the group, which Vue reports.
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
    'Payframe: <Elements> keeps the `payframe` that it has. Give it another `key` to begin anew with another one.',
  );

/** What `<Elements>` gives to those under it. */
export function injectContext(user: string): Ref<ElementsContextValue> {
  const value = inject(CONTEXT, null);
  if (value) return value;
  throw new Error(`${user} must be under an <Elements> provider.`);
}

/** The group of Elements; its value is `null` until Payframe has loaded. */
export function useElements(): ComputedRef<PayframeElements | null> {
  const context = injectContext('A component that calls useElements()');
  return computed(() => context.value.elements);
}

/** The Payframe object; its value is `null` until it has loaded. */
export function usePayframe(): ComputedRef<Payframe | null> {
  const context = injectContext('A component that calls usePayframe()');
  return computed(() => context.value.payframe);
}
