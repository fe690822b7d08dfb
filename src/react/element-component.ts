import {
  createElement,
  forwardRef,
  type HTMLAttributes,
  type ReactElement,
  type Ref,
  useCallback,
  useContext,
  useEffect,
  useImperativeHandle,
  useRef,
} from 'react';
import type { ElementMaker } from '../bindings/checkout.js';
import type { ElementEvent, WalletEvent } from '../contract/element-events.js';
import type {
  AddressElementOptions,
  ElementBase,
  ElementOf,
  OwnMethods,
  PayframeElementType,
} from '../page/index.js';
import { noteFailures, type RetryTexts } from '../retry/retry-note.js';
import { useLatest, useLayout, useUpdates } from './effects.js';
import { RetryTextsContext, useElementsContext } from './elements.js';

/** Props for the events of an Element. */
const EVENT_PROPS = {
  ready: 'onReady',
  change: 'onChange',
  focus: 'onFocus',
  blur: 'onBlur',
  escape: 'onEscape',
  loaderror: 'onLoadError',
  networkschange: 'onNetworksChange',
  visibility: 'onVisibility',
  availablepaymentmethodschange: 'onAvailablePaymentMethodsChange',
  carddetailschange: 'onCardDetailsChange',
  loaderstart: 'onLoaderStart',
  savedpaymentmethodremove: 'onSavedPaymentMethodRemove',
  savedpaymentmethodupdate: 'onSavedPaymentMethodUpdate',
} as const satisfies Record<ElementEvent, string>;

/** Props for the events of wallets. A container of another type has an `onClick` of its own. */
const WALLET_PROPS = {
  click: 'onClick',
  confirm: 'onConfirm',
  cancel: 'onCancel',
  shippingaddresschange: 'onShippingAddressChange',
  shippingratechange: 'onShippingRateChange',
} as const satisfies Record<WalletEvent, string>;

type EventProps = typeof EVENT_PROPS & typeof WALLET_PROPS;

type EventHandlers<Element, Events> = {
  /** `onReady` gets the Element itself, and that of wallets its event; the other handlers get their event. */
  [Name in keyof Events & keyof EventProps as EventProps[Name]]?:
    | ((event: Name extends 'ready' ? ReadyOf<Element, Events> : Events[Name]) => void)
    | undefined;
};

/** What `onReady` gets. */
type ReadyOf<Element, Events> = Events extends { confirm: unknown; ready: infer Ready } ? Ready : Element;

/** Content of the container, which the Element replaces by its own. */
type Content = 'children' | 'dangerouslySetInnerHTML';

/** Attributes and native events of the container, which is a `<div>`. The Element's own events have their names. */
type ContainerProps<Handlers> = Omit<HTMLAttributes<HTMLDivElement>, keyof Handlers | Content>;

/**
 * Props of an Element's component, together with the attributes of its container. Options and handlers may be
 * new ones at each render. `Instance` is the Element with the methods that only its type has.
 */
export type ElementProps<Element, Instance = Element> =
  Element extends ElementBase<infer Options, infer Events>
    ? {
        /** Changes reach the field immediately, and keep what was typed. */
        options?: Options | undefined;
        /** Gets the Element once the component is mounted and Payframe has loaded. */
        ref?: Ref<Instance> | undefined;
      } & EventHandlers<Instance, Events> &
        ContainerProps<EventHandlers<Instance, Events>>
    : never;

export interface ElementComponent<Element, Instance = Element> {
  (props: ElementProps<Element, Instance>): ReactElement | null;
  displayName?: string;
}

/** Element with only the types that its component needs. */
type AnyElement = ElementBase<object, Record<string, unknown>>;

type AnyProps = { className?: string; options?: object } & {
  [prop in EventProps[keyof EventProps]]?: (event: unknown) => void;
};

/** An event of an Element with the prop for its handler. */
type EventProp = [event: string, prop: keyof AnyProps & `on${string}`];

const eventPropsOf = (type: PayframeElementType) =>
  Object.entries({ ...EVENT_PROPS, ...(type === 'expressCheckout' && WALLET_PROPS) }) as EventProp[];

const NOT_OF_CONTAINER = ['options', 'children', 'dangerouslySetInnerHTML'];

const containerProps = (props: AnyProps, eventProps: EventProp[]) =>
  Object.fromEntries(
    Object.entries(props).filter(([name]) => ![NOT_OF_CONTAINER, eventProps].flat(2).includes(name)),
  );

/** State of an Element's component, for as long as React keeps the component. */
interface Owner {
  element?: AnyElement | null;
  /** Whether its node is in the page, and is not hidden by a suspended tree or an `<Activity>`. */
  shown?: boolean;
  /** Whether its effects are active. They stay active while a tree is suspended. */
  held?: boolean;
}

const owners = new WeakMap<AnyElement, Owner>();

function leave(owner: Owner) {
  owner.element?.destroy();
  owner.element = null;
}

/**
 * Creates the component of an Element. `getElement` accepts it instead of the type, which it finds in
 * `__elementType`.
 */
export function elementComponent<T extends PayframeElementType>(
  type: T,
): ElementComponent<ElementOf<T>, OwnMethods<T> & ElementOf<T>> {
  const displayName = `${type[0]?.toUpperCase()}${type.slice(1)}Element`;

  const eventProps = eventPropsOf(type);

  const component = forwardRef<AnyElement | null, AnyProps>((props, ref) => {
    const { className, options } = props;
    const { elements: group, maker: elements = group } = useElementsContext(`<${displayName}>`);
    const node = useRef<HTMLDivElement>(null);
    const { current: owner } = useRef<Owner>({});
    const latest = useLatest(props);
    const texts = useContext(RetryTextsContext);

    const attach = useCallback(() => {
      if (elements)
        owner.element ??= mount(
          elements,
          type,
          eventProps,
          node.current as HTMLElement,
          latest,
          owner,
          texts,
        );
      return owner.element ?? null;
    }, [elements, latest, owner, texts]);

    // Mounts before the first paint. Only the effect below removes the Element, so that a suspended tree
    // keeps what was typed.
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
        // StrictMode runs its effects again immediately, and then the existing frame need not load twice. Not
        // `queueMicrotask`, which a test's fake timers may stop.
        if (container?.isConnected) void Promise.resolve().then(end);
        else end();
      };
    }, [attach, owner]);

    return createElement('div', { ...containerProps(props, eventProps), ref: node });
  });

  return Object.assign(component, {
    displayName,
    __elementType: type,
  }) as unknown as ReturnType<typeof elementComponent<T>>;
}

/** Mounts an Element in its node. Events go to the handlers of the newest render. */
function mount(
  elements: ElementMaker,
  type: PayframeElementType,
  eventProps: EventProp[],
  node: HTMLElement,
  latest: { current: AnyProps },
  owner: Owner,
  texts: { current: RetryTexts },
): AnyElement {
  // An Element that React has removed or hidden in the same commit: its own effect comes later.
  const { options } = latest.current;
  const last = elements.getElement(type as 'address', options as AddressElementOptions) as AnyElement | null;
  const before = last && owners.get(last);
  if (before && !before.shown) leave(before);

  const element = elements.create(type, options) as AnyElement;
  for (const [event, prop] of eventProps)
    element.on(event, (details) => {
      const handler = latest.current[prop];
      if (handler) handler(event === 'ready' && type !== 'expressCheckout' ? element : details);
      // A wallet waits for no answer of a page that does not listen.
      else (details as { unheard?(): void }).unheard?.();
    });
  noteFailures(element, node, {
    load: () => owner.element?.mount(node),
    text: (part) => texts.current[part],
  });
  owners.set(element, owner);
  element.mount(node);
  return element;
}
