/** An Element's frame in jsdom: its own document, and a page at the other end of a port. */
import { readFileSync } from 'node:fs';
import { vi } from 'vitest';
import { auBankAccount } from '../../src/frame/elements/auBankAccount/element.js';
import { card } from '../../src/frame/elements/card/element.js';
import { createCardStage } from '../../src/frame/elements/card/frame.js';
import { iban } from '../../src/frame/elements/iban/element.js';
import { contact } from '../../src/frame/elements/linkAuthentication/element.js';
import { createContactStage } from '../../src/frame/elements/linkAuthentication/stage.js';
import { createFieldStage } from '../../src/frame/runtime/field-stage.js';
import { runElement } from '../../src/frame/runtime/run-element.js';
import { servePort } from '../../src/frame/runtime/serve-page.js';
import {
  type CallMethod,
  type ElementState,
  type FrameMessage,
  type Init,
  isFrameMessage,
  type JsonObject,
  type PageMessage,
  PROTOCOL,
} from '../../src/wire/index.js';
import { eventually } from '../eventually.js';
import { publishable } from '../keys/make-keys.js';

/** Messages take a moment, and no more. */

type Serve = Parameters<typeof runElement>[2];

/** Runs the Element that a document's name and fragment say, as the script of that document does. */
function run(type: string, serve: Serve) {
  if (type === 'iban') runElement(iban, createFieldStage('iban'), serve);
  else if (type === 'auBankAccount')
    runElement(auBankAccount, createFieldStage(type, ['label_bsb', 'label_account_number']), serve);
  else if (type === 'linkAuthentication') runElement(contact, createContactStage(), serve);
  else runElement(card, createCardStage(type === 'card' ? '' : type), serve);
}

/** Shows what the frame's document has in its body. */
export function showDocument(type: string) {
  const name = /^card|^postalCode/.test(type) ? 'card' : type;
  const html = readFileSync(`src/frame/elements/${name}/${name}.html`, 'utf8');
  document.body.innerHTML = new DOMParser().parseFromString(html, 'text/html').body.innerHTML;
}

/** Stands in for what jsdom lacks, until the test's globals are restored. The page has this frame only. */
export function stubBrowser() {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
    },
  );
  vi.stubGlobal('parent', { 0: self, length: 1 });
}

/** Opens an Element in this document, as a page does. */
export function openElement(
  type: string,
  { key = publishable, options = {} }: Partial<Pick<Init, 'key' | 'options'>> = {},
) {
  const { port1, port2 } = new MessageChannel();
  const heard: FrameMessage[] = [];
  port1.onmessage = ({ data }) => {
    if (!isFrameMessage(data)) throw new Error(`No message of a frame: ${JSON.stringify(data)}`);
    heard.push(data);
  };
  const init = { type: 'init', protocol: PROTOCOL, key, group: 'g', options } as const;
  run(type, (start) => servePort({ init, port: port2, origin: 'https://shop.example' }, start));
  let calls = 0;

  const of = <T extends FrameMessage['type']>(wanted: T) =>
    heard.filter((message): message is Extract<FrameMessage, { type: T }> => message.type === wanted);

  return {
    heard,
    of,
    ready: () => eventually(() => of('ready')[0] ?? Promise.reject(new Error('not ready'))),
    send: (message: PageMessage) => port1.postMessage(message),
    /** How the Element stands, by what the page was told last. */
    state: (): ElementState | undefined => of('change').at(-1)?.state,
    call(method: CallMethod, params: JsonObject = {}) {
      const id = ++calls;
      port1.postMessage({ type: 'call', id, method, params, agent: 'payframe/test' });
      return eventually(
        () => of('result').find((result) => result.id === id) ?? Promise.reject(new Error('no answer')),
      );
    },
    /** Lets every message that is on its way arrive. */
    async settle() {
      port1.postMessage({ type: 'ping', id: ++calls });
      await eventually(
        () => of('pong').some(({ id }) => id === calls) || Promise.reject(new Error('no pong')),
      );
    },
    close() {
      port1.close();
      port2.close();
    },
  };
}

/** Types where the caret is, and goes along with it, as a person does. */
export function type(keys: string) {
  for (const data of keys) {
    document.activeElement?.dispatchEvent(
      new InputEvent('beforeinput', { inputType: 'insertText', data, bubbles: true, cancelable: true }),
    );
  }
}
