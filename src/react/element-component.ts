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
import type { ElementBase, PayframeElements } from '../page/index.js';
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
} as const;

type EventProps = typeof EVENT_PROPS;

type EventHandlers<Element, Events> = {
  /** `onReady` gets the Element itself, the others their event. */
  [Name in keyof Events & keyof EventProps as EventProps[Name]]?: (
    event: Name extends 'ready' ? Element : Events[Name],
  ) => void;
};

/** Props of the component of an Element. Options and handlers may be new ones at each render. */
export type ElementProps<Element> =
  Element extends ElementBase<infer Options, infer Events>
    ? {
        /** Of the node that the Element is mounted in. */
        id?: string;
        className?: string;
        /** Changes reach the field on the spot, and keep what was typed. */
        options?: Options;
        /** Gets the Element once the component is mounted and Payframe has loaded. */
        ref?: Ref<Element>;
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

/** The nodes that Elements are mounted in. */
const nodes = new WeakMap<AnyElement, HTMLElement>();

/** The component of an Element. `getElement` takes it in the place of the type, which it finds in `__elementType`. */
export function elementComponent<Element>(type: string): ElementComponent<Element> {
  const displayName = `${type[0]?.toUpperCase()}${type.slice(1)}Element`;

  const component = forwardRef<AnyElement | null, AnyProps>((props, ref) => {
    const { id, className, options } = props;
    const { elements } = useElementsContext(`<${displayName}>`);
    const node = useRef<HTMLDivElement>(null);
    const element = useRef<AnyElement | null>(null);
    const held = useRef(false);
    const latest = useLatest(props);

    const attach = useCallback(() => {
      if (elements) element.current ??= mount(elements, type, node.current as HTMLElement, latest);
      return element.current;
    }, [elements, latest]);

    // Before the first paint, and taken off by the effect below alone: a tree that suspends keeps what was typed.
    useLayout(() => void attach(), [attach]);
    useImperativeHandle<AnyElement | null, AnyElement | null>(ref, attach, [attach]);
    useUpdates(() => element.current, options, className);

    useEffect(() => {
      const container = node.current;
      const leave = () => {
        if (held.current) return;
        element.current?.destroy();
        element.current = null;
      };
      held.current = true;
      attach();
      return () => {
        held.current = false;
        // StrictMode runs its effects again at once: the frame that is there need not load twice.
        if (container?.isConnected) queueMicrotask(leave);
        else leave();
      };
    }, [attach]);

    return createElement('div', { id, className, ref: node });
  });

  return Object.assign(component, {
    displayName,
    __elementType: type,
  }) as unknown as ElementComponent<Element>;
}

/** An Element in its node, that tells the handlers of the newest render. */
function mount(
  elements: PayframeElements,
  type: string,
  node: HTMLElement,
  latest: { current: AnyProps },
): AnyElement {
  // One whose node React has removed in this very commit; its own effect comes later.
  const last = elements.getElement(type as 'card') as AnyElement | null;
  if (last && nodes.get(last)?.isConnected === false) last.destroy();

  const element = elements.create(type as 'card', latest.current.options) as AnyElement;
  for (const [event, prop] of Object.entries(EVENT_PROPS))
    element.on(event, (details) => latest.current[prop]?.(event === 'ready' ? element : details));
  nodes.set(element, node);
  element.mount(node);
  return element;
}
