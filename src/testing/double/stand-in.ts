import { createAgentCalls } from '../../frame/agent/calls.js';
import { tellMisspelt } from '../../frame/runtime/misspelt.js';
import {
  ABORTED,
  type CallOutcome,
  type FrameLink,
  type FrameLinkOptions,
} from '../../page/link/frame-link.js';
import { type FrameSettings, openingMessage } from '../../page/link/frame-settings.js';
import { type CallMessage, type FrameMessage, PROTOCOL, type WireError } from '../../wire/index.js';
import { unlessAborted } from './aborts.js';
import type { Api } from './api.js';
import { withoutLeaving } from './bank.js';
import { ELEMENTS } from './elements.js';
import type { Group } from './group.js';
import { createRoot } from './input.js';

/** Runs work later. It does not use `queueMicrotask`, which Jest's fake timers stop. */
const later = (work: () => void) => void Promise.resolve().then(work);

/** Opens inputs in the page instead of a frame on the host. Its messages arrive later, as a frame's do. */
export function openStandIn(
  settings: FrameSettings,
  container: Node,
  { path, title = '', options, onMessage, onFailure }: FrameLinkOptions,
  api: Api,
  groupOf: (name: string) => Group,
): FrameLink {
  const [type = '', part = ''] = path.split(/\.html#?/);
  const root = createRoot(title);
  const init = openingMessage(settings, options?.());
  const group = groupOf(init.group);
  let hasBegun = false;
  let isReady = false;
  let closed: Parameters<FrameLink['close']>[0] | undefined;
  let queue: (() => void)[] = [];
  const calls = new Set<(error: NonNullable<typeof closed>) => void>();

  const tell = (message: FrameMessage) =>
    later(() => {
      if (!closed) onMessage?.(structuredClone(message));
    });
  // A call that has no Element has none here either.
  const element = ELEMENTS[type]?.({ root, part, group, api });
  const answer = element?.call ?? callsOf(type, api);

  element?.open({ ...init, pageOrigin: location.origin }, tell, api.send);
  element?.update(init.options);
  container.appendChild(root);
  root.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') tell({ type: 'event', name: 'escape', details: {} });
    if (key === 'Enter') tell({ type: 'submit' });
  });
  const goesTo = (event: FocusEvent) => root.contains(event.relatedTarget as Node | null);
  root.addEventListener('focusin', (event) => !goesTo(event) && tell({ type: 'focus' }));
  root.addEventListener('focusout', (event) => !goesTo(event) && tell({ type: 'blur' }));
  // A frame does not load in a node outside of the document.
  const observer = new MutationObserver(begin);
  observer.observe(document, { childList: true, subtree: true });
  later(begin);

  async function begin() {
    if (hasBegun || closed || !root.isConnected) return;
    hasBegun = true;
    observer.disconnect();
    const error = element?.loaded && (await element.loaded());
    if (closed) return;
    if (error) return fail(error);
    isReady = true;
    onMessage?.({
      type: 'ready',
      protocol: PROTOCOL,
      height: root.scrollHeight,
      details: element?.details?.() ?? {},
    });
    element?.start();
    tellMisspelt(part || type, options?.() ?? {}, tell);
    for (const work of queue.splice(0)) work();
  }

  /** Tells the page that there is no Element, as the link to a frame that refuses its page does. */
  function fail(error: WireError) {
    close(error);
    onFailure?.(error, false);
  }

  const whenReady = (work: () => void) => (isReady ? work() : void queue.push(work));

  function close(error = ABORTED) {
    if (closed) return;
    closed = error;
    observer.disconnect();
    queue = [];
    group.leave(root);
    root.remove();
    for (const settle of calls) settle(error);
  }

  return {
    // Any node supports what the page does with an iframe: it sets its style, title, focus and place.
    iframe: root as unknown as HTMLIFrameElement,
    close,
    send(message) {
      whenReady(() => {
        if (message.type === 'update') element?.update(message.options);
        else if (message.type === 'focus') element?.first().focus();
        else if (message.type === 'blur') (document.activeElement as HTMLElement | null)?.blur();
        else if (message.type === 'clear') element?.clear();
        else if (message.type === 'collapse') element?.collapse?.();
        else element?.receive?.(message);
      });
    },
    ask(method, params, signal) {
      const work = () =>
        new Promise<CallOutcome>((resolve) => {
          const fail = (error: NonNullable<typeof closed>) => resolve({ error });
          if (closed) return fail(closed);
          calls.add(fail);
          whenReady(async () => {
            const call = {
              type: 'call',
              id: 0,
              method,
              params: structuredClone(params),
              agent: settings.agent(),
            } as const;
            const outcome = await answer(call);
            calls.delete(fail);
            resolve(withoutLeaving(outcome as CallOutcome, params.client_secret));
          });
        });
      return unlessAborted(work, signal);
    },
  };
}

/** Returns what a frame without an Element answers. */
const callsOf = (type: string, api: Api) =>
  type === 'checkoutSession'
    ? ({ params }: CallMessage) => api.checkout(params)
    : createAgentCalls(api.send, api.retrieve);
