import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type AcceptedPort, acceptPort, type Init, offerPort, PROTOCOL } from '../../src/wire/index.js';

const init: Init = { type: 'init', protocol: PROTOCOL, key: 'k', group: 'g', options: {} };
const shop = 'https://shop.example';

/** As much of a window as the handshake touches. */
class FakeWindow {
  parent: unknown = {};
  listeners = new Set<(event: unknown) => void>();
  addEventListener = vi.fn((_type: string, listener: (event: unknown) => void) =>
    this.listeners.add(listener),
  );
  removeEventListener = vi.fn((_type: string, listener: (event: unknown) => void) =>
    this.listeners.delete(listener),
  );
  receive(event: object) {
    for (const listener of [...this.listeners]) listener(event);
  }
}

let frame: FakeWindow;
let accepted: AcceptedPort[];
let channels: MessageChannel[];

const newPort = () => {
  const channel = new MessageChannel();
  channels.push(channel);
  return channel.port2;
};

/** The page's opening message as the browser hands it over. */
const offer = (changed: object = {}) => ({
  isTrusted: true,
  source: frame.parent,
  origin: shop,
  data: init,
  ports: [newPort()],
  ...changed,
});

beforeEach(() => {
  frame = new FakeWindow();
  accepted = [];
  channels = [];
});

afterEach(() => {
  for (const { port1, port2 } of channels) {
    port1.close();
    port2.close();
  }
});

const listen = () => acceptPort(frame as unknown as Window, (one) => accepted.push(one));

describe('the frame', () => {
  test('takes the port and the origin that the browser vouches for', () => {
    listen();
    const event = offer();
    frame.receive(event);
    expect(accepted).toEqual([{ init, port: event.ports[0], origin: shop }]);
  });

  test('takes the first offer and listens no more: a replay changes nothing [M4]', () => {
    listen();
    frame.receive(offer());
    frame.receive(offer({ origin: 'https://evil.example' }));
    expect(accepted.map(({ origin }) => origin)).toEqual([shop]);
    expect(frame.listeners.size).toBe(0);
  });

  test.each<[string, () => object]>([
    ['a window that is not its parent', () => ({ source: {} })],
    ['no window', () => ({ source: null })],
    ['itself', () => ({ source: frame })],
    ['a script of its own page', () => ({ isTrusted: false })],
    ['the parent without a port', () => ({ ports: [] })],
    ['the parent with two ports', () => ({ ports: [newPort(), newPort()] })],
    ['the parent with the port in the data', () => ({ ports: [], data: { ...init, port: newPort() } })],
    ['the parent with no message', () => ({ data: undefined })],
    ['the parent with another message', () => ({ data: { type: 'hello' } })],
    ['the parent with half a message', () => ({ data: { type: 'init', protocol: PROTOCOL } })],
    ['the parent with its message as text', () => ({ data: JSON.stringify(init) })],
  ])('ignores what comes from %s, and still takes a good offer', (_, changed) => {
    listen();
    frame.receive(offer(changed()));
    expect(accepted).toEqual([]);
    frame.receive(offer());
    expect(accepted).toHaveLength(1);
  });

  test('takes an offer of another protocol version, to be able to say that it is one', () => {
    listen();
    frame.receive(offer({ data: { ...init, protocol: 99 } }));
    expect(accepted[0]?.init.protocol).toBe(99);
  });

  test('listens to no one where it is a page of its own [E4]', () => {
    frame.parent = frame;
    listen();
    expect(frame.addEventListener).not.toHaveBeenCalled();
  });
});

describe('the page', () => {
  const polluted = Object.prototype as Record<string, unknown>;
  const send = () => {
    const postMessage = vi.fn();
    const port = offerPort({ postMessage } as unknown as Window, 'https://pay.example', init);
    const [data, origin, ports] = postMessage.mock.calls[0] as [unknown, string, MessagePort[]];
    return { port, data, origin, ports, calls: postMessage.mock.calls };
  };

  afterEach(() => {
    Reflect.deleteProperty(polluted, 'targetOrigin');
    Reflect.deleteProperty(polluted, 'transfer');
  });

  test('sends one message with one port to the exact origin, as arguments of their own [M11, M22]', () => {
    const { port, data, origin, ports, calls } = send();
    expect(calls).toHaveLength(1);
    expect(calls[0]).toHaveLength(3);
    expect(data).toEqual(init);
    expect(origin).toBe('https://pay.example');
    expect(ports).toHaveLength(1);
    port.close();
  });

  test('is not moved to another origin by a polluted prototype [M14]', () => {
    polluted.targetOrigin = '*';
    polluted.transfer = [];
    const { port, origin, ports } = send();
    expect(origin).toBe('https://pay.example');
    expect(ports).toHaveLength(1);
    port.close();
  });

  test('talks to the one that has the other port', async () => {
    const { port, ports } = send();
    const [other] = ports as [MessagePort];
    const heard = new Promise((resolve) => {
      other.onmessage = ({ data }) => resolve(data);
    });
    port.postMessage({ type: 'focus' });
    expect(await heard).toEqual({ type: 'focus' });
    port.close();
  });
});
