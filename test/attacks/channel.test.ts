/** The port between page and frame: who can get one, what can be done with it, and what a frame that is led away tells. */
import { expect } from 'vitest';
import { cards } from '../browser/checkout.js';
import { PAYMENT_METHODS_PATH, startHost } from '../browser/hosts.js';
import { THOROUGH } from '../thorough.js';
import { inEveryEngine, inEveryEngineWith, type Tab } from './every-engine.js';
import { initWith, keepFrames, onFrame, openRogue, ROGUE_FRAME, type Rogue, recordTargets } from './rogue.js';
import { FRAME, OTHER_SUBJECTS, SENDING_SUBJECTS, SUBJECTS, send, worksAsEver } from './subjects.js';

const heardIn = (tab: Tab, frame: string) =>
  tab.run(() => (window as unknown as { heard: unknown[] }).heard, undefined, frame);

// --- Forged and replayed handshakes

/** An ad beside the Element: it offers a port of its own to every frame there is, again and again. */
const forger = (init: object) => `<!doctype html><title>ad</title><script>
  heard = [];
  const forge = () => {
    for (let at = 0; at < parent.frames.length; at++) {
      if (parent.frames[at] === self) continue;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => heard.push(data);
      parent.frames[at].postMessage(${JSON.stringify(init)}, '*', [port2]);
    }
  };
  setInterval(forge, 1);
</script>`;

/** Runs in the shop's page: offers the frame no port, one and two, and calls on each. Notes the answers in `heard`. */
function replay(init: object): void {
  const { contentWindow, src } = document.querySelector('#card iframe') as HTMLIFrameElement;
  const heard: unknown[] = [];
  Object.assign(window, { heard });
  for (const count of [0, 1, 2]) {
    const channels = Array.from({ length: count }, () => new MessageChannel());
    for (const { port1 } of channels) port1.onmessage = ({ data }) => heard.push(data);
    const ports = channels.map(({ port2 }) => port2);
    contentWindow?.postMessage(init, new URL(src).origin, ports);
    for (const { port1 } of channels)
      port1.postMessage({ type: 'call', id: 1, method: 'createPaymentMethod', params: {}, agent: '' });
  }
}

interface Mounting {
  key: string;
  type: string;
  group: object;
  /** Options of the Element. */
  card: object;
}

/** Runs in the shop's page: puts a second Element of the type onto it, of another group. */
function mountSibling({ key, type, group, card }: Mounting): Promise<void> {
  const other = window
    .Payframe(key)
    .elements(group)
    .create(type as 'card', card);
  return new Promise((resolve) => {
    other.on('ready', () => resolve());
    other.mount('#other');
  });
}

/** Runs in the frame of the second Element: offers the first one's a port. Notes the answers in `heard`. */
function offerAsSibling(init: object): void {
  const { port1, port2 } = new MessageChannel();
  const heard: unknown[] = [];
  Object.assign(window, { heard });
  port1.onmessage = ({ data }) => heard.push(data);
  parent.frames[0]?.postMessage(init, origin, [port2]);
}

inEveryEngineWith(
  SUBJECTS,
  'the frame of a %s Element answers neither an ad, nor another frame of the host, nor a page that replays the handshake [M2, M3, M4]',
  async (tab, subject) => {
    const { type, group = {}, card } = subject;
    const key = tab.sandbox.publishableKey;
    const init = { ...initWith(key), options: { locale: 'auto', elements: group } };
    tab.evilAnswers['/ad'] = forger(init);
    const ad = `<iframe id="ad" title="ad" src="${tab.evil.url}/ad"></iframe>`;
    await tab.open({ ...subject, body: `<form><div id="card"></div></form><div id="other"></div>${ad}` });
    await tab.run(mountSibling, { key, type, group, card: card || {} });
    await tab.run(offerAsSibling, init, '#other iframe');
    await tab.run(replay, init);
    // What was offered would be answered before what is typed and sent now.
    await worksAsEver(tab, subject);
    expect(await heardIn(tab, '#ad')).toEqual([]);
    expect(await heardIn(tab, '#other iframe')).toEqual([]);
    expect(await tab.run(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([]);
  },
);

/** Runs in the shop's page: the ways to a port or to the key from what the page holds. */
function waysToPort(): string[] {
  const ways: string[] = [];
  const seen = new Set<unknown>([window, document]);
  const visit = (value: unknown, way: string) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value))
      return;
    seen.add(value);
    if (value instanceof MessagePort || value instanceof MessageChannel) ways.push(way);
    if (value instanceof Node || way.split('.').length > 6) return;
    for (const key of Reflect.ownKeys(value)) {
      const { value: inner } = Object.getOwnPropertyDescriptor(value, key) ?? {};
      if (typeof inner === 'string' && /^pk_/.test(inner)) ways.push(`${way}.${String(key)}: the key`);
      visit(inner, `${way}.${String(key)}`);
    }
    visit(Object.getPrototypeOf(value), `${way}.__proto__`);
  };
  const iframe = document.querySelector('iframe') as HTMLIFrameElement;
  for (const root of ['Payframe', 'payframe', 'elements', 'card'] as const) visit(window[root], root);
  for (const key of Reflect.ownKeys(iframe)) visit((iframe as never)[key], `iframe.${String(key)}`);
  return ways;
}

inEveryEngineWith(
  SUBJECTS,
  'a page that stops all messages, reads their targets and looks through all objects of a %s Element starves nobody, finds no port, and sees the exact origin of the host [M11, M12, M20]',
  async (tab, subject) => {
    const stop = `addEventListener('message', (event) => event.stopImmediatePropagation(), true)`;
    await tab.open({ ...subject, before: `(${recordTargets})(); ${stop}` });
    await worksAsEver(tab, subject);
    const targets = await tab.run(() => (window as unknown as { targets: unknown[] }).targets);
    expect(targets).toEqual([tab.sandbox.url]);
    expect(await tab.run(waysToPort)).toEqual([]);
  },
);

// --- A frame that is led elsewhere

type Way = [string, (url: string) => void];

const WAYS: Way[] = [
  ['its src', (url) => document.querySelector('#card iframe')?.setAttribute('src', url)],
  ['its srcdoc', () => document.querySelector('iframe')?.setAttribute('srcdoc', '')],
  ['its location', (url) => document.querySelector('iframe')?.contentWindow?.location.replace(url)],
  ['window.open', (url) => void window.open(url, 'given')],
  [
    'a link',
    (url) => {
      const link = Object.assign(document.createElement('a'), { href: url, target: 'given' });
      document.body.append(link);
      link.click();
    },
  ],
  [
    'a form',
    (url) => {
      const form = Object.assign(document.createElement('form'), { action: url, target: 'given' });
      document.body.append(form);
      form.submit();
    },
  ],
  [
    'the base of the page',
    (url) => {
      document.head.append(Object.assign(document.createElement('base'), { target: 'given' }));
      const link = Object.assign(document.createElement('a'), { href: url });
      document.body.append(link);
      link.click();
    },
  ],
];

/** Runs in the frame. */
const RELOAD: Way = ['itself', () => location.reload()];

const GONE = { type: 'api_connection_error', code: 'frame_navigated' };

/** A frame without a name can be the target of no link: the attacker has to give it one as it is made. */
const givesName = onFrame("node.name = 'given'");

inEveryEngineWith(
  SUBJECTS,
  'who leads the frame of a %s Element away while someone types hears nothing, and the page is told [M7, M8, M23]',
  async (tab, subject) => {
    await tab.open({ ...subject, before: givesName });
    await tab.run(keepFrames);
    for (const [at, [way, navigate]] of [...WAYS, RELOAD].entries()) {
      await tab.typeAhead(subject.typed.slice(0, 8));
      if (way === 'itself') await tab.start(navigate as () => void, FRAME);
      else await tab.run(navigate, tab.evil.url);
      expect(await tab.event('loaderror', at + 1), way).toMatchObject({ error: { code: 'frame_navigated' } });
      // The host's own document and an empty one are nobody's to hear with.
      if (!['itself', 'its srcdoc'].includes(way)) expect(await heardIn(tab, FRAME), way).toEqual([]);
      if (subject.send) expect((await send(tab, subject)).error, way).toMatchObject(GONE);

      await tab.run(() => {
        document.querySelector('iframe')?.parentNode?.replaceChildren();
        window.card.mount('#card');
      });
      await tab.event('ready', at + 2);
    }
    await worksAsEver(tab, subject);
  },
);

inEveryEngine(
  'a frame that shows one field gives up the name that says which, before it is ready [M8]',
  async (tab) => {
    await tab.open({ card: false });
    await tab.run((key) => {
      window.seen = [];
      window.card = window.Payframe(key).elements().create('cardNumber') as unknown as Window['card'];
      window.card.on('ready', () => window.seen.push({ type: 'ready' }));
      window.card.mount('#card');
    }, tab.sandbox.publishableKey);
    await tab.event('ready');
    expect(await tab.run(() => window.name, undefined, FRAME)).toBe('');
    expect(await tab.run(() => document.querySelector('.only input')?.id, undefined, FRAME)).toBe('number');
  },
);

inEveryEngineWith(
  SENDING_SUBJECTS,
  'a call of a %s Element is in flight while its frame is led away: it gets an error [M7]',
  async (tab, subject) => {
    const host = await startHost({ [PAYMENT_METHODS_PATH]: () => {} });
    try {
      await tab.open({ ...subject, host: host.url });
      await tab.fill(subject.typed);
      const sent = send(tab, subject);
      await expect.poll(() => host.requests.some(({ url }) => url === PAYMENT_METHODS_PATH)).toBe(true);
      await tab.run((url) => document.querySelector('iframe')?.setAttribute('src', url), tab.evil.url);
      expect((await sent).error).toMatchObject(GONE);
    } finally {
      await host.close();
    }
  },
);

inEveryEngineWith(
  SUBJECTS,
  'the frame of a %s Element is led away before the handshake: its document is sent nothing, however prototypes are polluted [M14, M22]',
  async (tab, { type, group = {}, card }) => {
    await tab.open({
      card: false,
      before: `Object.prototype.targetOrigin = '*'; ${onFrame(`node.src = '${tab.evil.url}'`)}`,
    });
    await tab.run(
      ({ key, name, options, own }) => {
        window
          .Payframe(key)
          .elements(options)
          .create(name as 'card', own)
          .mount('#card');
      },
      { key: tab.sandbox.publishableKey, name: type, options: group, own: card || {} },
    );
    await expect.poll(() => tab.run(() => document.title, undefined, FRAME)).toBe('evil');
    expect(await heardIn(tab, FRAME)).toEqual([]);
  },
);

// --- Junk, floods and polluted prototypes

/** Runs in the attacker's page: posts all that is no message, and so many that are, the last ones with these options. */
function postJunk(options: object): void {
  const { port } = window as unknown as Rogue;
  const circle: Record<string, unknown> = { type: 'update' };
  circle.options = { circle };
  let deep: Record<string, unknown> = {};
  for (let level = 0; level < 500; level++) deep = { deep };
  const call = { type: 'call', id: 1, method: 'createToken', params: {}, agent: 'evil' };
  const junk: unknown[] = [
    null,
    undefined,
    Number.NaN,
    'ping',
    [],
    [[[]]],
    new Uint8Array(1024),
    new Map([['type', 'focus']]),
    new Date(),
    'x'.repeat(10_000_000),
    circle,
    deep,
    { type: 'update', options: deep },
    { type: 'update', options: null },
    { type: 'update', options: { elements: deep, layout: deep, fields: deep, defaultValues: deep } },
    {
      type: 'update',
      options: { elements: { mode: deep, amount: {}, currency: [], customPaymentMethods: deep } },
    },
    { type: 'update', options: { style: { base: deep }, value: { postalCode: { toString: 1 } } } },
    { type: 'toString' },
    { type: '__proto__', __proto__: { type: 'focus' } },
    JSON.parse('{"__proto__": {"type": "focus"}, "constructor": {"prototype": {"type": "focus"}}}'),
    { ...call, method: 'constructor' },
    { ...call, method: 'values' },
    { ...call, params: deep },
    { ...call, method: 'confirm', params: deep },
    { ...call, params: { card: { number: '', name: { $: 'number' } } } },
    { ...call, id: '1' },
    { ...call, agent: { toString: null } },
    { type: 'ping', id: Number.POSITIVE_INFINITY },
  ];
  for (const message of junk) port.postMessage(message);
  for (let count = 0; count < 100_000; count++) port.postMessage({ type: 'pong', id: count });
  for (let count = 0; count < 500; count++) port.postMessage({ type: 'update', options });
}

inEveryEngine(
  'junk and floods on the port: no digit is learned, and the field goes on [M15, M16]',
  async (tab) => {
    await openRogue(tab, initWith(tab.sandbox.publishableKey));
    await tab.run(postJunk, { hidePostalCode: true });
    await tab.press('Card number', ROGUE_FRAME);
    await tab.type(cards.amex);
    const number = () => (document.querySelector('#number') as HTMLInputElement).value;
    expect(await tab.run(number, undefined, ROGUE_FRAME)).toBe('3782 822463 10005');
    await tab.type('12401234');
    const heard = await tab.run(async () => {
      const { heard: messages, ask } = window as unknown as Rogue;
      await ask({ type: 'call', id: 7, method: 'createPaymentMethod', params: {}, agent: 'evil' });
      return messages;
    });
    expect(heard.some((message) => JSON.stringify(message).includes('"pm_'))).toBe(true);
    expect(JSON.stringify(heard.filter(({ type }) => type !== 'result'))).not.toMatch(/3782|\d{5}/);
    expect(await tab.said()).toEqual([]);
  },
);

for (const [name, { type, group }] of OTHER_SUBJECTS)
  inEveryEngine(
    `junk and floods on the port of the Element ${name}: no digit is learned, and the field goes on [M15, M16]`,
    async (tab) => {
      const options = { locale: 'auto', ...(group && { elements: group }) };
      const init = { ...initWith(tab.sandbox.publishableKey), options };
      await openRogue(tab, init, `/frame/v1/${type}.html`);
      const heard = () => tab.run(() => (window as unknown as Rogue).heard);
      await expect.poll(async () => (await heard()).some(({ type }) => type === 'ready')).toBe(true);
      await tab.run(postJunk, options);
      // All else waits behind the flood, which takes a busy machine half a minute.
      await tab.run(() => (window as unknown as Rogue).port.postMessage({ type: 'ping', id: 1 }));
      await expect
        .poll(async () => (await heard()).some(({ type }) => type === 'pong'), { timeout: 60_000 })
        .toBe(true);
      // The first field is here, below its label where it has one.
      await tab.pressAt(ROGUE_FRAME, 45);
      await tab.run(() => (window as unknown as Rogue).port.postMessage({ type: 'focus' }));
      const typed = () =>
        tab.run(
          () => {
            const { tagName, value } = document.activeElement as HTMLInputElement;
            return tagName === 'INPUT' && value;
          },
          undefined,
          ROGUE_FRAME,
        );
      await expect.poll(typed).toBe('');
      await tab.type('4242');
      await expect.poll(typed).toMatch(/^(?:4242|424-2)$/);
      await tab.run(() => {
        const call = { type: 'call', id: 7, method: 'validate', params: {}, agent: 'evil' };
        (window as unknown as Rogue).port.postMessage(call);
      });
      await expect.poll(async () => (await heard()).some(isAnswer)).toBe(true);
      // An email address and an address are what an Element tells on purpose.
      if (!['linkAuthentication', 'address'].includes(type))
        expect(JSON.stringify(await heard())).not.toMatch(/4242|424-2|\d{5}/);
      expect(await tab.said()).toEqual([]);
    },
    THOROUGH,
  );

const isAnswer = (message: { type: string; id?: number }) => message.type === 'result' && message.id === 7;

const POLLUTED = {
  targetOrigin: '*',
  transfer: [],
  toJSON: () => ({}),
  get: () => 'polluted',
  set: () => {},
  value: 'polluted',
  enumerable: true,
  method: 'GET',
  headers: { polluted: 'yes' },
  body: 'polluted',
  mode: 'no-cors',
  signal: {},
  error: { type: 'polluted', message: 'polluted' },
  code: 'polluted',
  options: { polluted: true },
  style: { polluted: true },
  classes: { base: 'polluted' },
  once: true,
  capture: true,
  host: 'https://evil.example',
  account: 'acct_polluted',
  apiVersion: 'polluted',
};

// Those that a property descriptor could take as its own one by one, since they exclude each other; the rest at once.
const DESCRIPTORS = ['get', 'set', 'value', 'enumerable'];
const REST = Object.keys(POLLUTED).filter((name) => !DESCRIPTORS.includes(name));
const POLLUTIONS = [...DESCRIPTORS.map((name) => [name]), REST];

interface Polluter {
  /** Pollutes `Object.prototype` for good, until `cure` is called. */
  pollute(): void;
  cure(): void;
  /** Does something in a polluted page. */
  polluting<T>(act: () => T): T;
}

/** A script for the shop's page, which can then be polluted by properties of these names. */
function polluter(names: string[]): string {
  const sources = names.map((name) => {
    const value = POLLUTED[name as keyof typeof POLLUTED];
    return [name, typeof value === 'function' ? value.toString() : JSON.stringify(value)];
  });
  return `
    window.pollute = () => { ${sources.map(([name, source]) => `Object.prototype.${name} = ${source};`).join(' ')} };
    window.cure = () => { ${sources.map(([name]) => `delete Object.prototype.${name};`).join(' ')} };
    window.polluting = (act) => { pollute(); try { return act(); } finally { cure(); } };`;
}

/** Runs in the shop's page, which is polluted by the time that the SDK is called. */
function mountPolluted({ key, type, group, card }: Mounting) {
  const { polluting } = window as unknown as Polluter;
  window.seen = [];
  // Their own, not those that they get by the pollution.
  const [groupOptions, cardOptions] = [structuredClone(group), structuredClone(card)];
  polluting(() => {
    window.payframe = window.Payframe(key);
    window.elements = window.payframe.elements(groupOptions);
    window.card = window.elements.create(type as 'card', cardOptions);
    window.card.on('ready', () => window.seen.push(polluting(() => ({ type: 'ready' }))));
    window.card.on('change', ({ complete }) => window.seen.push({ type: 'change', complete }));
    window.card.mount('#card');
  });
}

/** A script for the shop's page that sends what is typed, in a polluted page, and notes what came of it. */
const sendPolluted = (work: () => Promise<unknown>) => `setTimeout(() => {
  pollute();
  (${work})().then(({ paymentMethod, error }) => {
    cure();
    window.seen.push({ type: 'done', id: paymentMethod?.id, error: error?.message });
  });
})`;

inEveryEngineWith(
  SUBJECTS,
  'Object.prototype is polluted, and nothing changes that is done with a %s Element [M14]',
  async (tab, subject) => {
    const { type, group = {}, card = {}, typed, send: work } = subject;
    for (const names of POLLUTIONS) {
      await tab.open({ card: false, before: polluter(names) });
      // What drives the page does not work in a polluted one: all that is polluted happens in one go.
      await tab.run(mountPolluted, { key: tab.sandbox.publishableKey, type, group, card: card || {} });
      await tab.event('ready');
      await tab.fill(typed);
      if (work) {
        await tab.run(new Function(`${sendPolluted(work)}`) as () => void);
        expect(await tab.event('done'), names.join()).toMatchObject({ id: expect.stringMatching(/^pm_/) });
      }
      expect(await tab.said(), names.join()).toEqual([]);
    }
  },
);
