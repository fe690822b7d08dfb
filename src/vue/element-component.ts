import {
  type ComponentPublicInstance,
  defineComponent,
  getCurrentInstance,
  type HTMLAttributes,
  h,
  inject,
  onActivated,
  onDeactivated,
  onMounted,
  onScopeDispose,
  ref,
  watch,
} from 'vue';
import type { ElementMaker } from '../bindings/checkout.js';
import { type ElementEvent, eventsOf, type WalletEvent } from '../contract/element-events.js';
import type { ElementBase, ElementOf, OwnMethods, PayframeElementType } from '../page/index.js';
import { noteFailures, type RetryTexts } from '../retry/retry-note.js';
import { type AnyProps, type InnerContextValue, injectContext, RETRY_TEXTS } from './elements.js';
import { passUpdates } from './updates.js';

/** What `ready` passes. */
type ReadyOf<Element, Events> = Events extends { confirm: unknown; ready: infer Ready } ? Ready : Element;

type Listeners<Element, Events> = {
  /** `ready` passes the Element itself, and that of wallets its details; the other events pass their details. */
  [Name in keyof Events & (ElementEvent | WalletEvent) as `on${Capitalize<Name>}`]?: (
    event: Name extends 'ready' ? ReadyOf<Element, Events> : Events[Name],
  ) => void;
};

/** Props and events of an Element's component. Attributes such as `id` and `class` go to its node. */
export type ElementProps<Element, Instance = Element> =
  Element extends ElementBase<infer Options, infer Events>
    ? {
        /** Changes reach the field immediately, and keep what was typed. */
        options?: Options;
      } & Listeners<Instance, Events>
    : never;

/** Attributes that its node takes, together with those of any component. */
type NodeProps<Element> = AnyProps & Omit<HTMLAttributes, keyof ElementProps<Element>>;

/** Component of an Element. Its template ref is the Element, whose methods exist once Payframe has loaded. */
export type ElementComponent<Element, Instance = Element> = new () => ComponentPublicInstance<
  ElementProps<Element, Instance>
> & {
  $props: NodeProps<Element>;
} & Instance;

/** Element with only the types that its component needs. */
type AnyElement = ElementBase<object, Record<string, unknown>>;

/**
 * Creates the component of an Element. `getElement` accepts it instead of the type, which it finds in
 * `__elementType`.
 */
export function elementComponent<T extends PayframeElementType>(
  type: T,
): ElementComponent<ElementOf<T>, OwnMethods<T> & ElementOf<T>> {
  const name = `${type[0]?.toUpperCase()}${type.slice(1)}Element`;

  const component = defineComponent({
    name,
    // `class` is a prop, so that a change of it is noticed.
    props: { options: Object, class: null },
    emits: [...eventsOf(type)],
    setup(props, { emit, expose }) {
      const context = injectContext(`<${name}>`);
      const texts = inject(RETRY_TEXTS, {});
      const node = ref<HTMLElement>();
      let element: AnyElement | null = null;
      const instance = getCurrentInstance();
      const hears = (event: string) => {
        const listener = `on${event[0]?.toUpperCase()}${event.slice(1)}`;
        return [listener, `${listener}Once`].some((name) => instance?.vnode.props?.[name]);
      };
      let shown = false;
      // A template ref gets this object before there is an Element.
      const exposed = {};

      function attach() {
        const elements = makerOf(context.value);
        if (!shown || element || !elements) return;
        element = mount(elements, type, props.options, node.value as HTMLElement, emit, hears, texts);
        Object.defineProperties(exposed, Object.getOwnPropertyDescriptors(element));
      }
      function show() {
        shown = true;
        attach();
      }
      function leave() {
        shown = false;
        element?.destroy();
        element = null;
      }
      onMounted(show);
      // A `<KeepAlive>` removes the node from the document, and no frame survives that.
      onDeactivated(leave);
      onActivated(show);
      onScopeDispose(leave);
      // Synchronously, so that code which is told of a group finds its Elements in it.
      watch(() => makerOf(context.value), attach, { flush: 'sync' });

      passUpdates(
        () => element,
        () => props.options,
        () => props.class,
      );

      expose(exposed);
      return () => h('div', { ref: node, ...(props.class ? { class: props.class } : {}) });
    },
  });

  return Object.assign(component, { __elementType: type }) as unknown as ReturnType<
    typeof elementComponent<T>
  >;
}

const makerOf = ({ elements, maker }: InnerContextValue) => elements ?? maker;

/** Mounts an Element in its node, and emits the Element's events. */
function mount(
  elements: ElementMaker,
  type: PayframeElementType,
  options: object | undefined,
  node: HTMLElement,
  emit: (event: ElementEvent | WalletEvent, details: unknown) => void,
  hears: (event: string) => boolean,
  texts: RetryTexts,
): AnyElement {
  const element = elements.create(type, options) as AnyElement;
  for (const event of eventsOf(type))
    element.on(event, (details) => {
      emit(event, event === 'ready' && type !== 'expressCheckout' ? element : details);
      // A wallet waits for no answer of a page that does not listen.
      if (!hears(event)) (details as { unheard?(): void }).unheard?.();
    });
  noteFailures(element, node, { load: () => element.mount(node), text: (part) => texts[part] });
  element.mount(node);
  return element;
}
