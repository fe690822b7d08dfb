import {
  type ComponentPublicInstance,
  defineComponent,
  type HTMLAttributes,
  h,
  onActivated,
  onDeactivated,
  onMounted,
  onScopeDispose,
  ref,
  watch,
} from 'vue';
import type { ElementBase, ElementOf, PayframeElements, PayframeElementType } from '../page/index.js';
import { type AnyProps, injectContext } from './elements.js';
import { passUpdates } from './updates.js';

/** The events of an Element, which its component emits by the same names. */
const EVENTS = [
  'ready',
  'change',
  'focus',
  'blur',
  'escape',
  'loaderror',
  'networkschange',
  'visibility',
] as const;

type EventName = (typeof EVENTS)[number];

type Listeners<Element, Events> = {
  /** `ready` brings the Element itself, the others their event. */
  [Name in keyof Events & EventName as `on${Capitalize<Name>}`]?: (
    event: Name extends 'ready' ? Element : Events[Name],
  ) => void;
};

/** Props of the component of an Element, and what it emits. `id`, `class` and the like are of its node. */
export type ElementProps<Element> =
  Element extends ElementBase<infer Options, infer Events>
    ? {
        /** Changes reach the field on the spot, and keep what was typed. */
        options?: Options;
      } & Listeners<Element, Events>
    : never;

/** The attributes that its node takes, and any component. */
type NodeProps<Element> = AnyProps & Omit<HTMLAttributes, keyof ElementProps<Element>>;

/** A template ref of it is the Element, whose methods are there once Payframe has loaded. */
export type ElementComponent<Element> = new () => ComponentPublicInstance<ElementProps<Element>> & {
  $props: NodeProps<Element>;
} & Element;

/** An Element as far as its component knows it. */
type AnyElement = ElementBase<object, Record<string, unknown>>;

/** The component of an Element. `getElement` takes it in the place of the type, which it finds in `__elementType`. */
export function elementComponent<T extends PayframeElementType>(type: T): ElementComponent<ElementOf<T>> {
  const name = `${type[0]?.toUpperCase()}${type.slice(1)}Element`;

  const component = defineComponent({
    name,
    // Its `class` is a prop, so that a new one is noticed.
    props: { options: Object, class: null },
    emits: [...EVENTS],
    setup(props, { emit, expose }) {
      const context = injectContext(`<${name}>`);
      const node = ref<HTMLElement>();
      let element: AnyElement | null = null;
      let shown = false;
      // A template ref gets this before there is an Element.
      const exposed = {};

      function attach() {
        const { elements } = context.value;
        if (!shown || element || !elements) return;
        element = mount(elements, type, props.options, node.value as HTMLElement, emit);
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
      // A `<KeepAlive>` takes the node out of the document, where no frame lives on.
      onDeactivated(leave);
      onActivated(show);
      onScopeDispose(leave);
      // At once: whoever is told of a group finds its Elements in it.
      watch(() => context.value.elements, attach, { flush: 'sync' });

      passUpdates(
        () => element,
        () => props.options,
        () => props.class,
      );

      expose(exposed);
      return () => h('div', { ref: node, ...(props.class ? { class: props.class } : {}) });
    },
  });

  return Object.assign(component, { __elementType: type }) as unknown as ElementComponent<ElementOf<T>>;
}

/** An Element in its node, that emits its events. */
function mount(
  elements: PayframeElements,
  type: PayframeElementType,
  options: object | undefined,
  node: HTMLElement,
  emit: (event: EventName, details: unknown) => void,
): AnyElement {
  const element = elements.create(type, options) as AnyElement;
  for (const event of EVENTS) {
    element.on(event, (details) => emit(event, event === 'ready' ? element : details));
  }
  element.mount(node);
  return element;
}
