import type { CallMethod, ElementState, FrameMessage, JsonObject, WireError } from '../wire/index.js';
import { createEmitter } from './emitter.js';
import { IntegrationError, PayframeError } from './errors.js';
import { type FrameContext, openingMessage } from './frame-context.js';
import { type CallOutcome, type FrameLink, openFrame } from './frame-link.js';
import { copyOptions, refuseSecret } from './options.js';
import { type ElementStateName, showStates } from './state-classes.js';
import { pressSubmit } from './submit.js';
import type { PayframeCardElement } from './types.js';

/** What an Element needs of the Payframe object and the group that it belongs to. */
export interface ElementContext extends FrameContext {
  onDestroy(): void;
}

/** The Element as the rest of the SDK sees it, behind the object that a page holds. */
export interface ElementHandle {
  readonly element: PayframeCardElement;
  /** Whether the page has it mounted, even where its frame has failed. */
  readonly mounted: boolean;
  /** Has the mounted Element's frame do something. */
  call(method: CallMethod, params: JsonObject): Promise<CallOutcome>;
  /** Sends options that belong to the whole group, such as its locale. */
  refresh(): void;
}

const FRAME_PATHS = { card: '/frame/v1/card.html' };
const FRAME_TITLE = 'Secure card payment input frame';

/** The frame that is mounted in a node. One that a framework removed with the node's content is in its way no more. */
const frames = new WeakMap<Element, Element>();

/**
 * An Element: nothing is made before `mount`, and all methods are closures of their own, so that they work through any
 * proxy that a framework puts around the object.
 */
export function createElement(
  type: 'card',
  id: string,
  given: unknown,
  context: ElementContext,
): ElementHandle {
  const events = createEmitter();
  let options = copyOptions(given, 'options');
  let container: Element | undefined;
  let link: FrameLink | undefined;
  /** Why the frame is not there, though the page has not taken the Element off. */
  let failure: WireError | undefined;
  let destroyed = false;
  let stopLabels: (() => void) | undefined;
  let states: Partial<Record<ElementStateName, boolean>> = {};

  const emit = (event: string, details?: object) => events.emit(event, { elementType: type, ...details });

  function show(changed: typeof states) {
    states = { ...states, ...changed };
    if (container) showStates(container, classes(), states);
  }

  const classes = () => (options.classes ?? {}) as JsonObject;

  /** The options that the frame needs; the container's classes are the page's own. */
  const frameOptions = () => {
    const { classes: _, ...rest } = options;
    return rest;
  };

  function mount(target: unknown) {
    if (destroyed) {
      throw new IntegrationError('This Element has been destroyed. Create a new one.', 'element_destroyed');
    }
    const node = resolveTarget(target);
    if (node === container && link?.iframe.parentNode === node) return;
    unmount();
    if (frames.get(node)?.parentNode === node) {
      throw new IntegrationError(
        'Another Element is mounted in this node. Unmount it first.',
        'container_taken',
        'domElement',
      );
    }
    container = node;
    node.replaceChildren();
    link = openFrame(node, {
      url: context.host + FRAME_PATHS[type],
      title: FRAME_TITLE,
      init: () => openingMessage(context, frameOptions()),
      onMessage: receive,
      onFailure(error) {
        release();
        failure = error;
        emit('loaderror', { error: new PayframeError(error) });
      },
    });
    frames.set(node, link.iframe);
    stopLabels = onLabelClick(node, focus);
    show({ base: true, empty: true });
  }

  function receive(message: FrameMessage) {
    if (message.type === 'change') return onChange(message.state);
    if (message.type === 'autofill') return show({ webkitAutofill: message.active });
    if (message.type === 'submit') return link && pressSubmit(link.iframe);
    if (message.type === 'ready' || message.type === 'resize')
      link?.iframe.style.setProperty('height', `${message.height}px`);
    if (message.type === 'focus' || message.type === 'blur') show({ focus: message.type === 'focus' });
    if (
      message.type === 'ready' ||
      message.type === 'focus' ||
      message.type === 'blur' ||
      message.type === 'escape'
    ) {
      emit(message.type);
    }
  }

  function onChange({ empty, complete, error, brand, postalCode }: ElementState) {
    show({ empty, complete, invalid: !!error });
    emit('change', { empty, complete, error: error && publicError(error), brand, value: { postalCode } });
  }

  function unmount() {
    link?.close({
      type: 'api_connection_error',
      code: 'element_unmounted',
      message: 'The Element was taken off the page while the call was in flight.',
    });
    release();
  }

  /** Leaves the container as it was found, whoever removed the frame. */
  function release() {
    stopLabels?.();
    const successor = container && frames.get(container);
    if (container && (!successor || successor === link?.iframe)) {
      showStates(container, classes(), {});
      frames.delete(container);
    }
    states = {};
    link = container = stopLabels = failure = undefined;
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
    if (container) showStates(container, classes(), {});
    options = { ...options, ...copy };
    show({});
    link?.send({ type: 'update', options: frameOptions() });
  }

  function focus() {
    if (!link) return;
    // The frame's element first: a document without focus cannot give it to its input.
    link.iframe.focus({ preventScroll: true });
    link.send({ type: 'focus' });
  }

  const element = {
    mount,
    unmount,
    destroy,
    update,
    focus,
    blur: () => link?.send({ type: 'blur' }),
    clear: () => link?.send({ type: 'clear' }),
    on: chained(events.on),
    once: chained(events.once),
    off: chained(events.off),
    // Read through proxies to find the Element again; Vue leaves objects with `__v_skip` unwrapped.
    _elementId: id,
    __v_skip: true,
  } as unknown as PayframeCardElement;

  function chained(add: (...args: never[]) => void) {
    return (...args: unknown[]) => {
      add(...(args as never[]));
      return element;
    };
  }

  return {
    element,
    get mounted() {
      return !!(link ?? failure);
    },
    call: async (method, params) =>
      link?.call(method, params, context.agent()) ?? { error: failure as WireError },
    refresh: () => link?.send({ type: 'update', options: { ...frameOptions(), locale: context.locale() } }),
  };
}

const publicError = ({ code, message }: WireError) => ({ type: 'validation_error', code, message });

function resolveTarget(target: unknown): Element {
  if (typeof document === 'undefined') {
    throw new IntegrationError('Elements can be mounted in a browser alone.', 'no_document', 'domElement');
  }
  const node =
    typeof target === 'string' ? find(refuseSecret(target, 'domElement')) : (target as Node | null);
  if (node?.nodeType !== 1) {
    throw new IntegrationError(
      typeof target === 'string'
        ? `mount found no node for the selector "${target}". Call it once the node is in the document.`
        : 'mount takes a CSS selector or a DOM element.',
      'invalid_container',
      'domElement',
    );
  }
  return node as Element;
}

function find(selector: string): Element | null {
  try {
    return document.querySelector(selector);
  } catch {
    return null; // No selector at all, such as `#1st`.
  }
}

/** A `<label>` around the container, or for its id, focuses the Element, as it would a native input. */
function onLabelClick(container: Element, focus: () => void): () => void {
  const onClick = (event: Event) => {
    const label = (event.composedPath()[0] as Element).closest?.('label');
    if (label && ((container.id && label.htmlFor === container.id) || label.contains(container))) focus();
  };
  const root = container.ownerDocument;
  root.addEventListener('click', onClick);
  return () => root.removeEventListener('click', onClick);
}
