import { vi } from 'vitest';
import { isPageMessage, PROTOCOL } from '../../src/wire/index.js';

export const host = 'https://pay.example';

/** A MessagePort that delivers at the next microtask, so that fake timers and ports go together. */
class FakePort {
  static open = new Set<FakePort>();
  peer: FakePort | undefined;
  onmessage: ((event: { data: unknown }) => void) | null = null;

  constructor() {
    FakePort.open.add(this);
  }
  postMessage(message: unknown) {
    const data = structuredClone(message);
    queueMicrotask(() => FakePort.open.has(this) && this.peer?.onmessage?.({ data }));
  }
  close() {
    FakePort.open.delete(this);
    if (this.peer) FakePort.open.delete(this.peer);
  }
}

class FakeChannel {
  port1 = new FakePort();
  port2 = new FakePort();
  constructor() {
    this.port1.peer = this.port2;
    this.port2.peer = this.port1;
  }
}

export const openPorts = (): number => FakePort.open.size;

type Message = { type: string; [field: string]: unknown };

/** What stands in for the host's document in an iframe: jsdom loads none. */
export class FakeFrame {
  static all: FakeFrame[] = [];
  port: FakePort | undefined;
  init: Message | undefined;
  origin: string | undefined;
  /** What the page sent on the port. */
  messages: Message[] = [];
  /** How calls are answered; `undefined` leaves them without an answer. */
  answer: (call: Message) => object | undefined = () => ({ value: { id: 'pm_1' } });
  answersPings = true;

  constructor(readonly iframe: HTMLIFrameElement) {
    FakeFrame.all.push(this);
  }

  /** The iframe's window, as far as the page may touch it. */
  window = {
    postMessage: (init: unknown, origin: string, ports: FakePort[]) => {
      this.init = structuredClone(init) as Message;
      this.origin = origin;
      this.port = ports[0];
      if (this.port) this.port.onmessage = ({ data }) => this.receive(data as Message);
    },
  };

  private receive(message: Message) {
    // The real frame would drop it in silence.
    if (!isPageMessage({ ...message })) throw new Error(`The page sent ${JSON.stringify(message)}`);
    // The first sign of life that the page asks for belongs to the handshake.
    if (message.type !== 'ping' || message.id !== 0) this.messages.push(message);
    if (message.type === 'ping' && this.answersPings) this.send({ type: 'pong', id: message.id });
    const answer = message.type === 'call' && this.answer(message);
    if (answer) this.send({ type: 'result', id: message.id, ...answer });
  }

  /** The document is there: the browser says so on the iframe. */
  load() {
    this.iframe.dispatchEvent(new Event('load'));
  }

  /** The iframe is put elsewhere in the page: browsers load it anew, in another window. */
  move() {
    this.window = { ...this.window };
    this.load();
  }

  send(message: unknown) {
    this.port?.postMessage(message);
  }

  /** Loads and answers the handshake, as the real frame does. */
  async start() {
    this.load();
    this.send({ type: 'ready', protocol: PROTOCOL, height: 24 });
    await flush();
    return this;
  }

  of(type: string) {
    return this.messages.filter((message) => message.type === type);
  }
}

/** Lets everything that waits on promises and ports run. */
export async function flush(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
}

/** Puts fakes in the place of what jsdom lacks; returns what takes them away. */
export function installFakes(): void {
  FakeFrame.all = [];
  FakePort.open.clear();
  const windows = new WeakMap<Element, FakeFrame>();
  vi.stubGlobal('MessageChannel', FakeChannel);
  vi.stubGlobal('reportError', vi.fn());
  vi.spyOn(HTMLIFrameElement.prototype, 'contentWindow', 'get').mockImplementation(function (
    this: HTMLIFrameElement,
  ) {
    if (!this.isConnected) return null;
    const frame = windows.get(this) ?? new FakeFrame(this);
    windows.set(this, frame);
    return frame.window as unknown as Window & typeof globalThis;
  });
}

export function removeFakes(): void {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  document.body.replaceChildren();
}

/** The fake in an iframe of the page; the last one by default. */
export function frameIn(node: ParentNode = document): FakeFrame {
  return frameOf(node.querySelector('iframe'));
}

export function frameOf(iframe: HTMLIFrameElement | null | undefined): FakeFrame {
  if (!iframe) throw new Error('There is no iframe.');
  void iframe.contentWindow;
  const frame = FakeFrame.all.find((one) => one.iframe === iframe);
  if (!frame) throw new Error('The iframe has no window.');
  return frame;
}
