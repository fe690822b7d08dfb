import {
  type CallMethod,
  ELEMENTS,
  type ElementDetails,
  type ElementState,
  type FrameMessage,
  type JsonObject,
  like,
  type WireError,
} from '../../wire/index.js';
import { IntegrationError, PayframeError } from '../errors.js';
import { copyOptions } from '../input/options.js';
import { openAgent } from '../link/agent.js';
import { onSchemeChange, schemeOf } from '../link/color-scheme.js';
import type { FrameContext } from '../link/frame-context.js';
import { type CallOutcome, connectionError, type FrameLink } from '../link/frame-link.js';
import type { ElementOf, PayframeElementType } from '../types/index.js';
import { onLabelClick, resolveTarget } from './container.js';
import { notMounted } from './element-types.js';
import { createEmitter } from './emitter.js';
import { showLook } from './look.js';
import { pressSubmit } from './press-submit.js';
import { type ElementStateName, showStates } from './state-classes.js';

/** The parts of the Payframe object and of its group that an Element uses. */
export interface ElementContext extends FrameContext {
  /** The group's options that each of its frames needs. */
  groupOptions(): JsonObject;
  /** Tells the group whether this Element pays now, before its others: the shopper has agreed in its wallet. */
  pays(now: boolean): void;
  onDestroy(): void;
}

/** An Element as the rest of the SDK sees it, behind the object that a page holds. */
export interface ElementHandle {
  readonly type: PayframeElementType;
  /** The option `mode` of an Address Element, of which a group may have one of each. */
  readonly mode: unknown;
  /** Whether the page has it mounted, even if its frame has failed. */
  readonly mounted: boolean;
  /** Makes the mounted Element's frame do something. */
  ask(method: CallMethod, params: JsonObject, signal?: AbortSignal): Promise<CallOutcome>;
  /** Sends options that belong to the whole group, such as its locale. */
  refresh(): void;
}

/** The handle, together with the object that the page holds. */
export interface OwnedElement<T extends PayframeElementType> extends ElementHandle {
  readonly element: ElementOf<T>;
}

/** Properties of the page's object that only the SDK and frameworks use. */
interface ElementMarks {
  /** Finds the Element in the register, also when it is read through a proxy. */
  _elementId: string;
  /** Stops Vue from wrapping the object in a proxy. */
  __v_skip: true;
}

/** The frame that is mounted in each node. A frame that a framework has removed from the node no longer counts. */
const frames = new WeakMap<Element, Element>();

/** Blurs the Element that had the focus last: its frame may report that later than the next frame reports its focus. */
let blurLast: (() => void) | undefined;

/**
 * Creates an Element. It touches nothing on the page before `mount`. Its methods are closures and do not use `this`, so that
 * they work through any proxy that a framework puts around the object.
 */
export function createElement<T extends PayframeElementType>(
  type: T,
  id: string,
  given: unknown,
  context: ElementContext,
): OwnedElement<T> {
  const events = createEmitter();
  const { path, title, details } = ELEMENTS[type];
  let options = copyOptions(given, 'options');
  let container: Element | undefined;
  let link: FrameLink | undefined;
  /** The reason why the frame is gone while the page still has the Element mounted. */
  let failure: WireError | undefined;
  let destroyed = false;
  /** Remove the listeners and observers that live as long as the frame. */
  let stops: (() => void)[] = [];
  let colorScheme = '';
  let states: Partial<Record<ElementStateName, boolean>> = {};

  const emit = (event: string, details?: object) => events.raise(event, { elementType: type, ...details });

  function show(changed: typeof states) {
    states = { ...states, ...changed };
    if (container) showStates(container, options.classes, states);
  }

  /**
   * Returns the options that go to the frame: all but the container's classes, which stay in the page. With them go the
   * names of the options and of the events with handlers, so that the frame can say which are misspelt.
   */
  const frameOptions = () => {
    const { classes: _, ...rest } = options;
    if (container) colorScheme = schemeOf(container);
    return {
      ...context.groupOptions(),
      ...rest,
      colorScheme,
      create: Object.keys(rest),
      on: events.names(),
    };
  };

  function refresh() {
    link?.send({ type: 'update', options: frameOptions() });
  }

  function mount(target: unknown) {
    if (destroyed) {
      throw new IntegrationError('The Element was destroyed.', 'element_destroyed');
    }
    const node = resolveTarget(target);
    if (node === container && link?.iframe.parentNode === node) return;
    unmount();
    if (frames.get(node)?.parentNode === node) {
      throw new IntegrationError(
        'This node has an Element: unmount it first.',
        'container_taken',
        'domElement',
      );
    }
    container = node;
    node.replaceChildren();
    link = context.openFrame(context, node, {
      path,
      title: `Secure ${title} input frame`,
      options: frameOptions,
      onMessage: receive,
      onFailure(error, moved) {
        const { empty } = states;
        release();
        if (moved) {
          // Frameworks move the items of a list. The frame loads again, and what was typed is lost.
          mount(node);
          return empty || onChange({ empty: true, complete: false, ...details });
        }
        failure = error;
        emit('loaderror', { error: new PayframeError(error) });
      },
    });
    frames.set(node, link.iframe);
    // Room for a card's form, so that nothing on the page moves when it comes.
    if (type === 'payment') link.iframe.style.height = '300px';
    // The frame stays invisible until its styles are applied, so that no one sees it change.
    if (options.style || context.groupOptions().appearance) link.iframe.style.opacity = '0';
    stops = [onLabelClick(node, focus), onSchemeChange(() => schemeOf(node) !== colorScheme && refresh())];
    // Frames in a shadow tree reach each other through a frame in the document.
    if (type === 'cardNumber' && node.getRootNode() !== document) stops.push(openAgent(context).close);
    show({ base: true, empty: true });
  }

  function receive(message: FrameMessage) {
    if (!link) return;
    const { iframe, send } = link;
    if (message.type === 'change' && like<ElementDetails[T]>(details)(message.state)) onChange(message.state);
    if (message.type === 'autofill') show({ webkitAutofill: message.active });
    if (message.type === 'title') iframe.title = message.title;
    if (message.type === 'submit') pressSubmit(iframe);
    if (message.type === 'look') showLook(iframe, message);
    if (/^(?:dropped|fetch|question)$/.test(message.type))
      context.serveFrame(message, { context, send, heard: events.names, emit });
    if (message.type === 'event') emit(message.name, message.details);
    if (message.type === 'ready') iframe.style.opacity = '';
    if (message.type === 'ready' || message.type === 'resize') iframe.style.height = `${message.height}px`;
    if (message.type === 'focus' || message.type === 'blur') onFocus(message.type === 'focus');
    if (message.type === 'ready') emit(message.type, message.details);
  }

  function onFocus(now: boolean) {
    if (now === !!states.focus) return;
    if (now) blurLast?.();
    blurLast = now ? () => onFocus(false) : undefined;
    show({ focus: now });
    emit(now ? 'focus' : 'blur');
  }

  function onChange(state: ElementState & ElementDetails[T]) {
    const { empty, complete, error } = state;
    show({ empty, complete, invalid: !!error });
    emit('change', {
      empty,
      complete,
      error: error && publicError(error),
      ...Object.fromEntries(Object.keys(details).map((name) => [name, state[name as keyof typeof state]])),
    });
  }

  function unmount() {
    link?.close(connectionError('element_unmounted', 'The Element was unmounted.'));
    release();
  }

  /** Restores the container, whether the SDK or the page removed the frame. */
  function release() {
    for (const stop of stops.splice(0)) stop();
    // Skipped if another Element is mounted there by now.
    if (container && (frames.get(container) ?? link?.iframe) === link?.iframe) {
      showStates(container, options.classes, {});
      frames.delete(container);
    }
    states = {};
    link = container = failure = undefined;
  }

  function destroy() {
    if (destroyed) return;
    destroyed = true;
    unmount();
    events.clear();
    context.onDestroy();
  }

  function update(changed: unknown) {
    const copy = copyOptions(changed, 'options');
    if (container) showStates(container, options.classes, {});
    options = { ...options, ...copy };
    show({});
    refresh();
  }

  function focus() {
    if (!link) return;
    // The iframe first: a document can focus its input only when it has the focus itself.
    link.iframe.focus({ preventScroll: true });
    link.send({ type: 'focus' });
  }

  const ask: ElementHandle['ask'] = async (method, params, signal) =>
    link?.ask(method, params, signal) ?? { error: (failure ?? notMounted(type)) as WireError };

  const element: ElementOf<T> & { collapse(): object; getValue(given?: unknown): unknown } & ElementMarks = {
    mount,
    unmount,
    destroy,
    update: chained(update),
    focus,
    blur: () => link?.send({ type: 'blur' }),
    clear: () => link?.send({ type: 'clear' }),
    async getValue(given) {
      const { value, error } = await ask('validate', copyOptions(given, 'options'));
      if (value) return value;
      throw new PayframeError(error);
    },
    collapse: chained(() => link?.send({ type: 'collapse' })),
    on: chained(events.on),
    once: chained(events.once),
    off: chained(events.off),
    _elementId: id,
    __v_skip: true,
  };

  function chained(add: (...args: never[]) => void) {
    return (...args: unknown[]) => {
      add(...(args as never[]));
      return element;
    };
  }

  return {
    type,
    mode: options.mode,
    element,
    get mounted() {
      return !!(link ?? failure);
    },
    ask,
    refresh,
  };
}

const publicError = ({ type, code, message }: WireError) => ({ type, code, message });
