import type { Answer } from '../../frame/api/answer.js';
import {
  ABORTED,
  type CallOutcome,
  type FrameLink,
  type FrameLinkOptions,
} from '../../page/link/frame-link.js';
import {
  type CallMessage,
  type FrameMessage,
  type Init,
  type JsonObject,
  PROTOCOL,
} from '../../wire/index.js';
import { unlessAborted } from './aborts.js';
import { createAgent } from './agent.js';
import type { Api } from './api.js';
import { createCard } from './card.js';
import type { Group } from './group.js';
import { createIban } from './iban.js';
import { createRoot } from './input.js';

/** What an Element's stand-in does, as its frame would. */
export interface Service {
  /** Takes the Element's options, anew at each update. */
  applyOptions(options: JsonObject): void;
  /** Begins to tell the page. */
  start(): void;
  focus(): void;
  clear(): void;
  call(message: CallMessage): Promise<Answer>;
  close(): void;
}

export interface StandInContext {
  root: HTMLElement;
  /** Names the field of a card that is shown; empty for the whole of it. */
  hash: string;
  init: Omit<Init, 'type' | 'protocol'>;
  tell(message: FrameMessage): void;
  api: Api;
  group: Group;
}

const SERVICES: Record<string, (context: StandInContext) => Service> = {
  'card.html': createCard,
  'iban.html': createIban,
  'agent.html': createAgent,
};

/** Not `queueMicrotask`, which Jest's fake timers stop. */
const later = (work: () => void) => void Promise.resolve().then(work);

/** Opens inputs in the page in the place of a frame on the host. Its messages arrive later, as a frame's do. */
export function openStandIn(
  container: Node,
  { name, title, init: makeInit, onMessage }: FrameLinkOptions,
  api: Api,
  groupOf: (name: string) => Group,
): FrameLink {
  const [file = '', field] = name.split('#');
  const root = createRoot(title);
  const init = makeInit();
  let isReady = false;
  let closed: Parameters<FrameLink['close']>[0] | undefined;
  let queue: (() => void)[] = [];
  const calls = new Set<(error: NonNullable<typeof closed>) => void>();

  const tell = (message: FrameMessage) =>
    later(() => {
      if (!closed) onMessage?.(structuredClone(message));
    });
  const create = SERVICES[file] as (context: StandInContext) => Service;
  const service = create({
    root,
    hash: field ? `#${field}` : '',
    init,
    tell,
    api,
    group: groupOf(init.group),
  });

  service.applyOptions(init.options);
  container.appendChild(root);
  root.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') tell({ type: 'escape' });
    if (key === 'Enter') tell({ type: 'submit' });
  });
  const goesTo = (event: FocusEvent) => root.contains(event.relatedTarget as Node | null);
  root.addEventListener('focusin', (event) => !goesTo(event) && tell({ type: 'focus' }));
  root.addEventListener('focusout', (event) => !goesTo(event) && tell({ type: 'blur' }));
  // In a node that is not in the document a frame does not load.
  const observer = new MutationObserver(begin);
  observer.observe(document, { childList: true, subtree: true });
  later(begin);

  function begin() {
    if (isReady || closed || !root.isConnected) return;
    isReady = true;
    observer.disconnect();
    onMessage?.({ type: 'ready', protocol: PROTOCOL, height: root.scrollHeight });
    service.start();
    for (const work of queue.splice(0)) work();
  }

  const whenReady = (work: () => void) => (isReady ? work() : void queue.push(work));

  function close(error = ABORTED) {
    if (closed) return;
    closed = error;
    observer.disconnect();
    queue = [];
    service.close();
    root.remove();
    for (const settle of calls) settle(error);
  }

  return {
    // What the page does with an iframe (its style, its title, its focus, its place) any node takes.
    iframe: root as unknown as HTMLIFrameElement,
    close,
    send(message) {
      whenReady(() => {
        if (message.type === 'update') service.applyOptions(message.options);
        else if (message.type === 'focus') service.focus();
        else if (message.type === 'blur') (document.activeElement as HTMLElement | null)?.blur();
        else if (message.type === 'clear') service.clear();
      });
    },
    call(method, params, agent, signal) {
      const work = () =>
        new Promise<CallOutcome>((resolve) => {
          const fail = (error: NonNullable<typeof closed>) => resolve({ error });
          if (closed) return fail(closed);
          calls.add(fail);
          whenReady(async () => {
            const call = { type: 'call', id: 0, method, params: structuredClone(params), agent } as const;
            const answer = await service.call(call);
            calls.delete(fail);
            resolve(answer as CallOutcome);
          });
        });
      return unlessAborted(work, signal);
    },
  };
}
