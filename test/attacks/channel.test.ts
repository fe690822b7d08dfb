/** The port between page and frame: who can get one, what can be done with it, and what a frame that is led away tells. */
import { expect } from 'vitest';
import { PROTOCOL } from '../../src/wire/index.js';
import { cards } from '../browser/checkout.js';
import { PAYMENT_METHODS_PATH, startHost } from '../browser/hosts.js';
import { inEveryEngine, inEveryEngineWith, type Tab } from './every-engine.js';
import { initWith, keepFrames, onFrame, openRogue, ROGUE_FRAME, type Rogue, recordTargets } from './rogue.js';

const CARD_FRAME = '#card iframe';

const heardIn = (tab: Tab, frame: string) =>
  tab.run(() => (window as unknown as { heard: unknown[] }).heard, undefined, frame);

const paysAsEver = async (tab: Tab) => {
  await tab.typeCard();
  expect((await tab.pay()).paymentMethod?.id).toMatch(/^pm_/);
};

// --- Forged and replayed handshakes

/** An ad beside the card: it offers a port of its own to every frame there is, again and again. */
const forger = (key: string) => `<!doctype html><title>ad</title><script>
  heard = [];
  const forge = () => {
    for (let at = 0; at < parent.frames.length; at++) {
      if (parent.frames[at] === self) continue;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => heard.push(data);
      parent.frames[at].postMessage(${JSON.stringify(initWith(key))}, '*', [port2]);
    }
  };
  setInterval(forge, 1);
</script>`;

inEveryEngine('a frame beside the card offers it ports of its own, and is not heard [M2]', async (tab) => {
  tab.evilAnswers['/ad'] = forger(tab.sandbox.publishableKey);
  const body = `<iframe id="ad" title="ad" src="${tab.evil.url}/ad"></iframe><form><div id="card"></div></form>`;
  await tab.open({ body });
  await paysAsEver(tab);
  expect(await heardIn(tab, '#ad')).toEqual([]);
});

inEveryEngine(
  'a handshake that the page replays gets no answer, and the first port stays [M4]',
  async (tab) => {
    await tab.open();
    const heard = await tab.run(async (init) => {
      const { contentWindow, src } = document.querySelector('iframe') as HTMLIFrameElement;
      const answers: unknown[] = [];
      for (const count of [0, 1, 2]) {
        const channels = Array.from({ length: count }, () => new MessageChannel());
        for (const { port1 } of channels) port1.onmessage = ({ data }) => answers.push(data);
        const ports = channels.map(({ port2 }) => port2);
        contentWindow?.postMessage(init, new URL(src).origin, ports);
        for (const { port1 } of channels)
          port1.postMessage({ type: 'call', id: 1, method: 'createToken', params: {}, agent: '' });
      }
      await window.payframe.createToken(window.card);
      return answers;
    }, initWith(tab.sandbox.publishableKey));
    expect(heard).toEqual([]);
    await paysAsEver(tab);
  },
);

inEveryEngine('the frame of another card, of the same origin, is not its parent [M3]', async (tab) => {
  await tab.open({ body: '<div id="card"></div><div id="other"></div>' });
  await tab.run((key) => {
    const other = window.Payframe(key).elements().create('card');
    return new Promise<void>((resolve) => {
      other.on('ready', () => resolve());
      other.mount('#other');
    });
  }, tab.sandbox.publishableKey);
  const heard = await tab.run(
    async (init) => {
      const { port1, port2 } = new MessageChannel();
      const answers: unknown[] = [];
      port1.onmessage = ({ data }) => answers.push(data);
      parent.frames[0]?.postMessage(init, origin, [port2]);
      // There is no event to wait for where nothing comes; an answer takes a millisecond or two.
      await new Promise((resolve) => setTimeout(resolve, 50));
      return answers;
    },
    initWith(tab.sandbox.publishableKey),
    '#other iframe',
  );
  expect(heard).toEqual([]);
});

inEveryEngine('a handshake of another version is refused by name [M18]', async (tab) => {
  const heard = await openRogue(tab, { ...initWith(tab.sandbox.publishableKey), protocol: 99 });
  expect(heard).toMatchObject([
    { type: 'refused', protocol: PROTOCOL, error: { code: 'frame_version_mismatch' } },
  ]);
});

inEveryEngine('a message to the frame has the exact origin of the host as its target [M11]', async (tab) => {
  await tab.open({ before: recordTargets });
  await paysAsEver(tab);
  const targets = await tab.run(() => (window as unknown as { targets: unknown[] }).targets);
  expect(targets).toEqual([tab.sandbox.url]);
});

inEveryEngine('a listener that stops all messages of the page starves nobody [M12]', async (tab) => {
  await tab.open({
    before: () => addEventListener('message', (event) => event.stopImmediatePropagation(), true),
  });
  await paysAsEver(tab);
});

inEveryEngine('nothing of a port or a group is in what the page holds of the card [M20]', async (tab) => {
  await tab.open();
  const found = await tab.run(() => {
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
  });
  expect(found).toEqual([]);
});

// --- A frame that is led elsewhere

type Way = [string, (url: string) => void];

const WAYS: Way[] = [
  ['its src', (url) => document.querySelector('iframe')?.setAttribute('src', url)],
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

/** A frame without a name can be the target of no link: the attacker has to give it one as it is made. */
const givesName = onFrame("node.name = 'given'");

inEveryEngineWith(
  WAYS.map((way) => [way[0], way]),
  'who leads the frame away by %s while someone types hears nothing, and the card says so [M7, M8]',
  async (tab, [way, navigate]) => {
    await tab.open({ before: givesName });
    await tab.press('Card number', CARD_FRAME);
    await tab.type('42424242');
    await tab.run(keepFrames);
    await tab.run(navigate, tab.evil.url);
    expect(await tab.event('loaderror')).toMatchObject({ error: { code: 'frame_navigated' } });
    if (way !== 'its srcdoc') expect(await heardIn(tab, CARD_FRAME)).toEqual([]);
    expect((await tab.pay()).error).toMatchObject({ type: 'api_connection_error', code: 'frame_navigated' });

    await tab.run(() => {
      document.querySelector('iframe')?.parentNode?.replaceChildren();
      window.card.mount('#card');
    });
    await tab.event('ready', 2);
    await paysAsEver(tab);
  },
);

inEveryEngine('the frame has no name by which a link could lead it away [M8]', async (tab) => {
  await tab.open();
  const name = await tab.run(() => {
    const { id, name } = document.querySelector('iframe') as HTMLIFrameElement;
    return [id, name];
  });
  expect(name).toEqual(['', '']);
  expect(await tab.run(() => window.name, undefined, CARD_FRAME)).toBe('');
});

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
    expect(await tab.run(() => window.name, undefined, CARD_FRAME)).toBe('');
    expect(await tab.run(() => document.querySelector('.only input')?.id, undefined, CARD_FRAME)).toBe(
      'number',
    );
  },
);

inEveryEngine('a frame that reloads itself counts as gone, and gets no second port [M23]', async (tab) => {
  await tab.open();
  await tab.typeCard();
  await tab.run(keepFrames);
  await tab.start(() => location.reload(), CARD_FRAME);
  expect(await tab.event('loaderror')).toMatchObject({ error: { code: 'frame_navigated' } });
  expect((await tab.pay()).error).toMatchObject({ code: 'frame_navigated' });
});

inEveryEngine('a call is in flight while the frame is led away: it gets an error [M7]', async (tab) => {
  const host = await startHost({ [PAYMENT_METHODS_PATH]: () => {} });
  try {
    await tab.open({ host: host.url });
    await tab.typeCard();
    await tab.run(() => {
      void window.payframe
        .createPaymentMethod({ type: 'card', card: window.card })
        .then(({ error }) => window.seen.push({ type: 'paid', code: error?.code }));
    });
    await expect.poll(() => host.requests.some(({ url }) => url === PAYMENT_METHODS_PATH)).toBe(true);
    await tab.run((url) => document.querySelector('iframe')?.setAttribute('src', url), tab.evil.url);
    expect(await tab.event('paid')).toMatchObject({ code: 'frame_navigated' });
  } finally {
    await host.close();
  }
});

inEveryEngine(
  'the frame is led away before the handshake: its document is sent nothing, however prototypes are polluted [M14, M22]',
  async (tab) => {
    await tab.open({
      card: false,
      before: `Object.prototype.targetOrigin = '*'; ${onFrame(`node.src = '${tab.evil.url}'`)}`,
    });
    await tab.run((key) => {
      window.Payframe(key).elements().create('card').mount('#card');
    }, tab.sandbox.publishableKey);
    await tab.run(() => document.readyState, undefined, CARD_FRAME);
    await expect.poll(() => tab.run(() => document.title, undefined, CARD_FRAME)).toBe('evil');
    expect(await heardIn(tab, CARD_FRAME)).toEqual([]);
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

const GROUP = { mode: 'payment', amount: 1099, currency: 'usd', paymentMethodTypes: ['card'] };

inEveryEngineWith(
  ['payment', 'iban', 'auBankAccount', 'linkAuthentication'].map((type): [string, string] => [type, type]),
  'junk and floods on the port of the Element %s: no digit is learned, and the field goes on [M15, M16]',
  async (tab, type) => {
    const options = { locale: 'auto', ...(type === 'payment' && { elements: GROUP }) };
    const init = { ...initWith(tab.sandbox.publishableKey), options };
    await openRogue(tab, init, `/frame/v1/${type}.html`);
    const heard = () => tab.run(() => (window as unknown as Rogue).heard);
    await expect.poll(async () => (await heard()).some(({ type }) => type === 'ready')).toBe(true);
    await tab.run(postJunk, options);
    await tab.pressAt(ROGUE_FRAME);
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
    // The message waits behind the flood, which takes a busy machine half a minute.
    await expect.poll(typed, { timeout: 60_000 }).toBe('');
    await tab.type('4242');
    await expect.poll(typed).toMatch(/^(?:4242|424-2)$/);
    await tab.run(() => {
      const call = { type: 'call', id: 7, method: 'validate', params: {}, agent: 'evil' };
      (window as unknown as Rogue).port.postMessage(call);
    });
    await expect.poll(async () => (await heard()).some(isAnswer)).toBe(true);
    // An email address is what an Element tells on purpose.
    if (type !== 'linkAuthentication') expect(JSON.stringify(await heard())).not.toMatch(/4242|424-2|\d{5}/);
    expect(await tab.said()).toEqual([]);
  },
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
const pollution: [string, string[]][] = [
  ...DESCRIPTORS.map((name): [string, string[]] => [name, [name]]),
  ['all the rest', REST],
];

inEveryEngineWith(
  pollution,
  'Object.prototype has %s: nothing that is done changes [M14]',
  async (tab, names) => {
    const sources = names.map((name) => {
      const value = POLLUTED[name as keyof typeof POLLUTED];
      return [name, typeof value === 'function' ? value.toString() : JSON.stringify(value)];
    });
    await tab.open({
      card: false,
      before: `
      window.pollute = () => { ${sources.map(([name, source]) => `Object.prototype.${name} = ${source};`).join(' ')} };
      window.cure = () => { ${sources.map(([name]) => `delete Object.prototype.${name};`).join(' ')} };`,
    });
    // What drives the page does not work in a polluted one: all that is polluted happens in one go.
    await tab.run((key) => {
      const { pollute, cure } = window as unknown as { pollute(): void; cure(): void };
      const polluting = <T>(act: () => T) => {
        pollute();
        try {
          return act();
        } finally {
          cure();
        }
      };
      polluting(() => {
        window.payframe = window.Payframe(key);
        window.card = window.payframe.elements().create('card', { hidePostalCode: true });
        window.card.on('ready', () => window.seen.push(polluting(() => ({ type: 'ready' }))));
        window.card.on('change', ({ complete }) => window.seen.push({ type: 'change', complete }));
        window.card.mount('#card');
      });
    }, tab.sandbox.publishableKey);
    await tab.event('ready');
    await tab.typeCard();
    await tab.run(() => {
      const { pollute, cure } = window as unknown as { pollute(): void; cure(): void };
      setTimeout(() => {
        pollute();
        const done = window.payframe.createPaymentMethod({ type: 'card', card: window.card });
        done.then(({ paymentMethod, error }) => {
          cure();
          window.seen.push({ type: 'done', id: paymentMethod?.id, error: error?.message });
        });
      });
    });
    expect((await tab.event('done')).id).toMatch(/^pm_/);
    expect(await tab.said()).toEqual([]);
  },
);
