import {
  createElement,
  forwardRef,
  type ReactElement,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
} from 'react';
import type { ElementBase, ElementOf, PayframeElements, PayframeElementType } from '../page/index.js';
import { useLatest, useLayout, useUpdates } from './effects.js';
import { useElementsContext } from './elements.js';

/** The prop for each event of an Element. */
const EVENT_PROPS = {
  ready: 'onReady',
  change: 'onChange',
  focus: 'onFocus',
  blur: 'onBlur',
  escape: 'onEscape',
  loaderror: 'onLoadError',
  networkschange: 'onNetworksChange',
  visibility: 'onVisibility',
} as const;

type EventProps = typeof EVENT_PROPS;

type EventHandlers<Element, Events> = {
  /** `onReady` gets the Element itself, the others their event. */
  [Name in keyof Events & keyof EventProps as EventProps[Name]]?:
    | ((event: Name extends 'ready' ? Element : Events[Name]) => void)
    | undefined;
};

/** Props of the component of an Element. Options and handlers may be new ones at each render. */
export type ElementProps<Element> =
  Element extends ElementBase<infer Options, infer Events>
    ? {
        /** Of the node that the Element is mounted in. */
        id?: string | undefined;
        className?: string | undefined;
        /** Changes reach the field on the spot, and keep what was typed. */
        options?: Options | undefined;
        /** Gets the Element once the component is mounted and Payframe has loaded. */
        ref?: Ref<Element> | undefined;
      } & EventHandlers<Element, Events>
    : never;

export interface ElementComponent<Element> {
  (props: ElementProps<Element>): ReactElement | null;
  displayName?: string;
}

/** An Element as far as its component knows it. */
type AnyElement = ElementBase<object, Record<string, unknown>>;

type AnyProps = { id?: string; className?: string; options?: object } & {
  [prop in EventProps[keyof EventProps]]?: (event: unknown) => void;
};

/** A component of an Element, as long as React keeps it. */
interface Owner {
  element?: AnyElement | null;
  /** Whether its node is on the page, and not hidden by a tree that suspends or an `<Activity>`. */
  shown?: boolean;
  /** Whether its effects are in force, as they are while a tree suspends. */
  held?: boolean;
}

const owners = new WeakMap<AnyElement, Owner>();

function leave(owner: Owner) {
  owner.element?.destroy();
  owner.element = null;
}

/** The component of an Element. `getElement` takes it in the place of the type, which it finds in `__elementType`. */
export function elementComponent<T extends PayframeElementType>(type: T): ElementComponent<ElementOf<T>> {
  const displayName = `${type[0]?.toUpperCase()}${type.slice(1)}Element`;

  const component = forwardRef<AnyElement | null, AnyProps>((props, ref) => {
    const { id, className, options } = props;
    const { elements } = useElementsContext(`<${displayName}>`);
    const node = useRef<HTMLDivElement>(null);
    const { current: owner } = useRef<Owner>({});
    const latest = useLatest(props);

    const attach = useCallback(() => {
      if (elements) owner.element ??= mount(elements, type, node.current as HTMLElement, latest, owner);
      return owner.element ?? null;
    }, [elements, latest, owner]);

    // Before the first paint, and taken off by the effect below alone: a tree that suspends keeps what was typed.
    useLayout(() => {
      attach();
      owner.shown = true;
      return () => {
        owner.shown = false;
      };
    }, [attach, owner]);
    useImperativeHandle<AnyElement | null, AnyElement | null>(ref, attach, [attach]);
    useUpdates(() => owner.element, options, className);

    useEffect(() => {
      const container = node.current;
      const end = () => {
        if (!owner.held) leave(owner);
      };
      owner.held = true;
      attach();
      return () => {
        owner.held = false;
        // StrictMode runs its effects again at once: the frame that is there need not load twice. Not `queueMicrotask`, which
        // a test's fake timers may stop.
        if (container?.isConnected) void Promise.resolve().then(end);
        else end();
      };
    }, [attach, owner]);

    return createElement('div', { id, className, ref: node });
  });

  return Object.assign(component, {
    displayName,
    __elementType: type,
  }) as unknown as ElementComponent<ElementOf<T>>;
}

/** An Element in its node, that tells the handlers of the newest render. */
function mount(
  elements: PayframeElements,
  type: PayframeElementType,
  node: HTMLElement,
  latest: { current: AnyProps },
  owner: Owner,
): AnyElement {
  // One that React has removed or hidden in this very commit; its own effect comes later.
  const last = elements.getElement(type) as AnyElement | null;
  const before = last && owners.get(last);
  if (before && !before.shown) leave(before);

  const element = elements.create(type, latest.current.options) as AnyElement;
  for (const [event, prop] of Object.entries(EVENT_PROPS))
    element.on(event, (details) => latest.current[prop]?.(event === 'ready' ? element : details));
  owners.set(element, owner);
  element.mount(node);
  return element;
}
