/** What an attacker's script does to a frame without the SDK. The functions run in a page. */
import { type Init, PROTOCOL } from '../../src/wire/index.js';
import { FRAME_PATH } from '../browser/hosts.js';
import type { Tab } from './every-engine.js';

/** What the attacker's page holds. */
export interface Rogue {
  port: MessagePort;
  heard: { type: string }[];
  /** Posts a message, and resolves with the answer to a call. */
  ask(message: object): Promise<unknown>;
}

/** Where the frame is that the attacker made. */
export const ROGUE_FRAME = 'body > iframe';

export const initWith = (key: string): object =>
  ({
    type: 'init',
    protocol: PROTOCOL,
    key,
    group: 'rogue',
    options: { locale: 'auto', hidePostalCode: true },
  }) satisfies Init;

/**
 * Opens a page of the shop in which only the attacker speaks to a frame of the host; resolves with its first answer.
 *
 * @param path The frame's document; by default the card's.
 */
export async function openRogue(tab: Tab, init: object, path = FRAME_PATH): Promise<{ type: string }[]> {
  await tab.open({ card: false });
  return tab.run(speakToFrame, { url: tab.sandbox.url + path, init });
}

function speakToFrame({ url, init }: { url: string; init: object }): Promise<{ type: string }[]> {
  const iframe = document.createElement('iframe');
  iframe.title = 'Secure card payment input frame';
  iframe.src = url;
  document.body.append(iframe);
  const { port1, port2 } = new MessageChannel();
  const heard: { type: string }[] = [];
  const ask = (message: object) =>
    new Promise((resolve) => {
      port1.addEventListener('message', ({ data }) => data.type === 'result' && resolve(data));
      port1.postMessage(message);
    });
  Object.assign(window, { port: port1, heard, ask });
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => {
      heard.push(data);
      resolve(heard);
    };
    iframe.onload = () => iframe.contentWindow?.postMessage(init, new URL(url).origin, [port2]);
  });
}

interface Offer {
  url: string;
  init: object;
  /** Whether it is known to answer, so that its answer is waited for, however long it takes. */
  answers?: boolean;
}

/** Puts a document of the host into a frame, offers it a port, and returns what it first says to that, if anything. */
export async function offer({ url, init, answers }: Offer): Promise<{ type: string }[]> {
  const iframe = document.createElement('iframe');
  iframe.title = 'rogue';
  iframe.src = url;
  const loaded = new Promise((resolve) => {
    iframe.onload = resolve;
  });
  document.body.append(iframe);
  await loaded;
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise<{ type: string }[]>((resolve) => {
    port1.onmessage = ({ data }) => resolve([data]);
  });
  iframe.contentWindow?.postMessage(init, new URL(url).origin, [port2]);
  if (answers) return answered;
  // An answer takes a few milliseconds; there is no event to wait for where none comes.
  const silence = new Promise<[]>((resolve) => setTimeout(resolve, 500, []));
  return Promise.race([answered, silence]);
}

/** A script for the shop's page that has its way with each frame before it loads. */
export const onFrame = (act: string) => `{
  const append = Node.prototype.appendChild;
  Node.prototype.appendChild = function (node) {
    if (node.tagName === 'IFRAME') { ${act} }
    return append.call(this, node);
  };
}`;

/** A frame that the SDK takes away stays where the test can look into it. */
export function keepFrames(): void {
  HTMLIFrameElement.prototype.remove = function () {
    this.title = 'gone';
  };
}

/** Notes for whom messages to frames are meant, in `targets`. */
export function recordTargets(): void {
  const targets: unknown[] = [];
  const get = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow')?.get;
  Object.assign(window, { targets });
  Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
    get() {
      const real = get?.call(this) as Window | null;
      return (
        real && {
          postMessage(message: unknown, target: string, transfer: Transferable[]) {
            targets.push(target);
            real.postMessage(message, target, transfer);
          },
        }
      );
    },
  });
}
