import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Init, PROTOCOL } from '../../src/wire/index.js';
import { type Checkout, type Checkouts, cards, startCheckouts } from '../browser/checkout.js';
import { FRAME_PATH, json, PAYMENT_METHODS_PATH, startHost } from '../browser/hosts.js';
import { serve, type TestServer } from '../browser/servers.js';

/** What an attacker's page in a frame does: it notes all that it is sent. */
const EAR = `<!doctype html><title>evil</title><script>
  heard = [];
  addEventListener('message', ({ data }) => heard.push(data));
</script>`;

/** An ad beside the card: it offers a port of its own to every frame there is, again and again. */
const forger = () => `<!doctype html><title>ad</title><script>
  heard = [];
  const init = ${JSON.stringify(initWith(`pk_test_${'a1b2c3d4'.repeat(4)}`))};
  const forge = () => {
    for (let at = 0; at < parent.frames.length; at++) {
      if (parent.frames[at] === self) continue;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => heard.push(data);
      parent.frames[at].postMessage(init, '*', [port2]);
    }
  };
  setInterval(forge, 1);
</script>`;

let shop: Checkouts;
let evil: TestServer;

beforeAll(async () => {
  [shop, evil] = await Promise.all([
    startCheckouts({ browser: { stockFeatures: true } }),
    serve({ '/': EAR, '/ad': forger() }, '127.0.0.1'),
  ]);
});

afterEach(() => shop.closePages());

afterAll(() => Promise.all([shop?.close(), evil?.close()]));

describe('a page that is not the frame’s own', () => {
  test('offers ports from a frame beside it, and is not heard', async () => {
    const body = `<iframe title="ad" src="${evil.url}/ad"></iframe><form><div id="card"></div></form>`;
    const checkout = await shop.open({ body });
    await checkout.typeCard();
    expect((await checkout.pay()).paymentMethod?.id).toMatch(/^pm_/);
    expect(await heardBy(checkout.page)).toEqual([]);
  });

  test('opens the frame in a window, and sees nothing in it', async () => {
    const checkout = await shop.open();
    const url = shop.sandbox.url + FRAME_PATH;
    const [popup] = await Promise.all([
      checkout.page.waitForEvent('popup'),
      checkout.page.evaluate((address) => Object.assign(window, { popup: window.open(address) }), url),
    ]);
    await popup.waitForLoadState();
    expect(await popup.evaluate(() => document.body.textContent?.trim())).toBe('');
    expect(await popup.evaluate(() => document.querySelectorAll('input').length)).toBe(0);
    await checkout.page.evaluate((init) => {
      const { port1, port2 } = new MessageChannel();
      const { popup: opened } = window as unknown as { popup: Window };
      window.seen = [];
      port1.onmessage = ({ data }) => window.seen.push(data);
      opened.postMessage(init, '*', [port2]);
    }, initWith(shop.sandbox.publishableKey));
    // A refusal takes a millisecond or two; there is no event to wait for where nothing comes.
    for (const page of [popup, checkout.page])
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
    expect(await checkout.events()).toEqual([]);
  });

  test('has an origin that nobody can tell, and is refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'payframe-file-'));
    try {
      const file = join(folder, 'checkout.html');
      await writeFile(file, `<div id="card"></div><script src="${shop.sandbox.script}"></script>`);
      const { page } = await shop.open({ mount: false });
      await page.goto(`file://${file}`);
      await page.evaluate(mountAndNote, shop.sandbox.publishableKey);
      await page.waitForFunction(() => window.seen.length);
      expect(await page.evaluate(() => window.seen)).toEqual([{ type: 'loaderror', code: 'insecure_page' }]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('is sandboxed, as the frame then is too, and gets an error', async () => {
    const inner = await shop.open({ mount: false });
    const body = `<iframe sandbox="allow-scripts" src="${inner.page.url()}"></iframe>`;
    const outer = await shop.open({ mount: false, body });
    await outer.page.clock.install();
    const sandboxed = outer.page.frames()[1];
    await sandboxed?.evaluate(mountAndNote, shop.sandbox.publishableKey);
    await sandboxed?.childFrames()[0]?.waitForLoadState();
    await outer.page.clock.runFor(10_000);
    const seen = await sandboxed?.evaluate(() => window.seen);
    expect(seen).toEqual([{ type: 'loaderror', code: 'frame_timeout' }]);
  });
});

describe('a page that replays the handshake', () => {
  test('gets no answer on its own port, and the first port stays in use', async () => {
    const checkout = await shop.open();
    await checkout.typeCard();
    const heard = await checkout.page.evaluate(async (init) => {
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
    }, initWith(shop.sandbox.publishableKey));
    expect(heard).toEqual([]);
    expect((await checkout.pay()).paymentMethod?.id).toMatch(/^pm_/);
  });

  test('from the frame of another card gets none either', async () => {
    const body = '<div id="card"></div><div id="other"></div>';
    const checkout = await shop.open({ body });
    await checkout.page.evaluate(
      (key) =>
        new Promise<void>((resolve) => {
          const other = window.Payframe(key).elements().create('card');
          other.on('ready', () => resolve());
          other.mount('#other');
        }),
      shop.sandbox.publishableKey,
    );
    const [, first, second] = checkout.page.frames();
    const heard = await second?.evaluate(async (init) => {
      const { port1, port2 } = new MessageChannel();
      const answers: unknown[] = [];
      port1.onmessage = ({ data }) => answers.push(data);
      parent.frames[0]?.postMessage(init, origin, [port2]);
      await new Promise((resolve) => setTimeout(resolve, 50));
      return answers;
    }, initWith(shop.sandbox.publishableKey));
    expect(heard).toEqual([]);
    expect(first?.url()).toBe(second?.url());
  });
});

describe('a page that navigates the frame', () => {
  const ways: [string, (url: string) => void][] = [
    ['src', (url) => (document.querySelector('iframe') as HTMLIFrameElement).setAttribute('src', url)],
    ['srcdoc', () => (document.querySelector('iframe') as HTMLIFrameElement).setAttribute('srcdoc', '')],
    [
      'location',
      (url) => Object.assign(document.querySelector('iframe')?.contentWindow as Window, { location: url }),
    ],
    ['window.open', (url) => window.open(url, 'given')],
    [
      'a link',
      (url) => {
        const link = Object.assign(document.createElement('a'), { href: url, target: 'given' });
        document.body.append(link);
        link.click();
      },
    ],
  ];
  // A frame without a name can be the target of no link: the attacker has to give it one as it is made.
  const givesName = onFrame("node.name = 'given'");

  test.for(ways)('by %s while someone types hears nothing, and the card says so', async ([way, navigate]) => {
    const checkout = await shop.open({ before: givesName });
    await checkout.number.click();
    await checkout.page.keyboard.type('42424242');
    await checkout.page.evaluate(keepFrames);
    await checkout.page.evaluate(navigate, evil.url);
    expect(await checkout.event('loaderror')).toMatchObject({ error: { code: 'frame_navigated' } });
    if (way !== 'srcdoc') expect(await heardBy(checkout.page)).toEqual([]);
    expect((await checkout.pay()).error).toMatchObject({
      type: 'api_connection_error',
      code: 'frame_navigated',
    });

    await checkout.page.evaluate(() => document.querySelector('iframe')?.parentNode?.replaceChildren());
    await checkout.page.evaluate(() => window.card.mount('#card'));
    await checkout.event('ready', 2);
    await checkout.typeCard();
    expect((await checkout.pay()).paymentMethod?.id).toMatch(/^pm_/);
  });

  test('finds no name by which to reach it', async () => {
    const checkout = await shop.open();
    expect(
      await checkout.page.locator('iframe').evaluate((iframe) => [iframe.id, iframe.getAttribute('name')]),
    ).toEqual(['', null]);
    expect(await checkout.frame().evaluate(() => window.name)).toBe('');
  });

  test('while a call is in flight gets an error for it', async () => {
    const checkout = await shop.open();
    await checkout.typeCard();
    const held = await holdRequests(checkout.page);
    const outcome = checkout.pay();
    await held.arrived;
    await checkout.page.evaluate((url) => {
      (document.querySelector('iframe') as HTMLIFrameElement).src = url;
    }, evil.url);
    expect((await outcome).error).toMatchObject({ code: 'frame_navigated' });
    held.release();
  });

  test('before the handshake sends it nothing, however its prototypes are polluted', async () => {
    const checkout = await shop.open({
      mount: false,
      before: `Object.prototype.targetOrigin = '*'; ${onFrame(`node.src = '${evil.url}'`)}`,
    });
    await checkout.page.clock.install();
    await checkout.page.evaluate(mountAndNote, shop.sandbox.publishableKey);
    await checkout.page.waitForFunction(() => document.querySelector('iframe'));
    const frame = checkout.page.frames()[1];
    await frame?.waitForLoadState();
    const heard = await frame?.evaluate(() => (window as unknown as { heard: unknown[] }).heard);
    expect(heard).toEqual([]);
    await checkout.page.clock.runFor(10_000);
    expect(await checkout.events()).toEqual([{ type: 'loaderror', code: 'frame_timeout' }]);
  });
});

describe('a page whose script is hostile', () => {
  test('cannot have the target of a message be anyone', async () => {
    const checkout = await shop.open({ before: recordTargets });
    await checkout.typeCard();
    await checkout.pay();
    const targets = await checkout.page.evaluate(() => (window as unknown as { targets: unknown[] }).targets);
    expect(targets).toEqual([shop.sandbox.url]);
  });

  test('cannot starve the card with a listener that stops all messages', async () => {
    const checkout = await shop.open({
      before:
        "if (self === top) addEventListener('message', (event) => event.stopImmediatePropagation(), true)",
    });
    await checkout.typeCard();
    expect((await checkout.pay()).paymentMethod?.id).toMatch(/^pm_/);
  });

  const polluted = {
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
  const descriptors = ['get', 'set', 'value', 'enumerable'];
  const rest = Object.keys(polluted).filter((name) => !descriptors.includes(name));

  test.for([...descriptors, rest.join()])(
    'cannot change what is done by Object.prototype.%s',
    async (names) => {
      const sources = names.split(',').map((name) => {
        const value = polluted[name as keyof typeof polluted];
        return [name, typeof value === 'function' ? value.toString() : JSON.stringify(value)];
      });
      const checkout = await shop.open({
        mount: false,
        before: `
        window.pollute = () => { ${sources.map(([name, source]) => `Object.prototype.${name} = ${source};`).join(' ')} };
        window.cure = () => { ${sources.map(([name]) => `delete Object.prototype.${name};`).join(' ')} };`,
      });
      // Playwright itself does not work in a polluted page: all that is polluted happens in one go.
      await checkout.page.evaluate((key) => {
        const { pollute, cure } = window as unknown as { pollute(): void; cure(): void };
        window.seen = [];
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
      }, shop.sandbox.publishableKey);
      await checkout.event('ready');
      await checkout.typeCard();
      await checkout.page.evaluate(() => {
        const { pollute, cure } = window as unknown as { pollute(): void; cure(): void };
        pollute();
        const done = window.payframe.createPaymentMethod({ type: 'card', card: window.card });
        done.then(({ paymentMethod, error }) => {
          cure();
          window.seen.push({ type: 'done', id: paymentMethod?.id, error: error?.message });
        });
      });
      expect((await checkout.event('done')).id).toMatch(/^pm_/);
      expect(checkout.console).toEqual([]);
    },
  );

  test('sends junk on the port and learns no digit; the field goes on working', async () => {
    const checkout = await shop.open({ mount: false });
    await checkout.page.evaluate(speakToFrame, {
      url: shop.sandbox.url + FRAME_PATH,
      init: initWith(shop.sandbox.publishableKey),
    });
    await checkout.page.evaluate(() => {
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
        { type: 'update', options: { style: { base: deep }, value: { postalCode: { toString: 1 } } } },
        { type: 'toString' },
        { type: '__proto__', __proto__: { type: 'focus' } },
        JSON.parse('{"__proto__": {"type": "focus"}, "constructor": {"prototype": {"type": "focus"}}}'),
        { ...call, method: 'constructor' },
        { ...call, method: 'values' },
        { ...call, params: deep },
        { ...call, params: { card: { number: '', name: { $: 'number' } } } },
        { ...call, id: '1' },
        { ...call, agent: { toString: null } },
        { type: 'ping', id: Number.POSITIVE_INFINITY },
      ];
      for (const message of junk) port.postMessage(message);
      for (let count = 0; count < 100_000; count++) port.postMessage({ type: 'pong', id: count });
      for (let count = 0; count < 5_000; count++)
        port.postMessage({ type: 'update', options: { hidePostalCode: true } });
    });
    await checkout.number.click();
    await checkout.page.keyboard.type(cards.amex);
    expect(await checkout.number.inputValue()).toBe('3782 822463 10005');
    await checkout.page.keyboard.type('12401234');
    const heard = await checkout.page.evaluate(async () => {
      const { heard: messages, ask } = window as unknown as Rogue;
      await ask({ type: 'call', id: 7, method: 'createPaymentMethod', params: {}, agent: 'evil' });
      return messages;
    });
    expect(heard.some((message) => JSON.stringify(message).includes('"pm_'))).toBe(true);
    expect(JSON.stringify(heard.filter(({ type }) => type !== 'result'))).not.toMatch(/3782|\d{5}/);
    expect(checkout.console).toEqual([]);
  });

  test('cannot have the frame take a secret key, nor hear it again', async () => {
    const secret = shop.sandbox.secretKey;
    const checkout = await shop.open({ mount: false });
    const heard = await checkout.page.evaluate(speakToFrame, {
      url: shop.sandbox.url + FRAME_PATH,
      init: initWith(secret),
    });
    expect(heard).toMatchObject([{ type: 'refused', error: { code: 'secret_key_refused' } }]);
    expect(JSON.stringify(heard)).not.toContain(secret.slice(8));
    expect(checkout.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('cannot have the frame speak another version', async () => {
    const checkout = await shop.open({ mount: false });
    const heard = await checkout.page.evaluate(speakToFrame, {
      url: shop.sandbox.url + FRAME_PATH,
      init: { ...initWith(shop.sandbox.publishableKey), protocol: 99 },
    });
    expect(heard).toMatchObject([
      { type: 'refused', protocol: 1, error: { code: 'frame_version_mismatch' } },
    ]);
  });

  test('cannot sandbox the frame and go on', async () => {
    const checkout = await shop.open({
      mount: false,
      before: onFrame("node.sandbox = 'allow-scripts'"),
    });
    await checkout.page.clock.install();
    await checkout.page.evaluate(mountAndNote, shop.sandbox.publishableKey);
    await checkout.page.frames()[1]?.waitForLoadState();
    await checkout.page.clock.runFor(10_000);
    expect(await checkout.events()).toEqual([{ type: 'loaderror', code: 'frame_timeout' }]);
  });
});

describe('the API', () => {
  test('refuses a secret key that comes from a browser, and does not repeat it', async () => {
    const checkout = await shop.open();
    const secret = shop.sandbox.secretKey;
    const answer = await checkout.frame().evaluate(async (key) => {
      const response = await fetch('/v1/tokens', {
        method: 'POST',
        headers: { Authorization: `Bearer ${key}` },
      });
      return { status: response.status, text: await response.text() };
    }, secret);
    expect(answer.status).toBe(403);
    expect(answer.text).not.toContain(secret.slice(8));
  });
});

describe('a host that is hostile or broken', () => {
  const script = (source: string) => ({
    body: `<!doctype html><script>${source}</script>`,
    headers: { 'content-type': 'text/html' },
  });
  test('whose frame is of another version is refused by the page', async () => {
    const answer =
      "addEventListener('message', (event) => event.ports[0].postMessage({ type: 'ready', protocol: 2, height: 20 }))";
    const host = await startHost({ [FRAME_PATH]: script(answer) });
    try {
      const checkout = await shop.open({ host: host.url, mount: false });
      await checkout.page.evaluate(mountAndNote, shop.sandbox.publishableKey);
      await checkout.event('loaderror');
      expect(await checkout.events()).toEqual([{ type: 'loaderror', code: 'frame_version_mismatch' }]);
    } finally {
      await host.close();
    }
  });

  test('whose frame sends junk reaches no handler with it', async () => {
    const junk = `addEventListener('message', ({ ports: [port] }) => {
      const deep = {}; deep.deep = deep;
      for (const message of [null, 1, 'ready', [], {}, { type: 'change' }, { type: 'change', state: deep },
        { type: 'change', state: { empty: 1, complete: false, brand: 'visa', postalCode: '' } },
        { type: 'ready', protocol: 1 }, { type: 'result', id: 1, value: [] }, { type: 'resize', height: 'tall' },
        { type: '__proto__' }, { type: 'constructor' }, new Uint8Array(9), 'x'.repeat(1e6)]) port.postMessage(message);
      for (let count = 0; count < 20000; count++) port.postMessage({ type: 'result', id: count, value: {} });
      port.postMessage({ type: 'ready', protocol: 1, height: 20 });
      port.postMessage({ type: 'ready', protocol: 1, height: 20 });
      port.postMessage({ type: 'change', state: { empty: true, complete: false, brand: 'x', postalCode: '' } });
    })`;
    const host = await startHost({ [FRAME_PATH]: script(junk) });
    try {
      const checkout = await shop.open({ host: host.url, mount: false });
      await checkout.page.evaluate(mountAndNote, shop.sandbox.publishableKey);
      await checkout.event('change');
      expect(await checkout.events()).toEqual([{ type: 'ready' }, { type: 'change' }]);
      expect(checkout.console).toEqual([]);
    } finally {
      await host.close();
    }
  });

  test('whose error repeats the card: the page gets it without', async () => {
    const number = cards.visa;
    const spaced = number.replace(/(.{4})/g, '$1 ').trim();
    const error = {
      type: 'card_error',
      message: `Card ${number} (${spaced}, ${spaced.replaceAll(' ', '-')}) with code 8347 was refused`,
      param: `card ${number}`,
      code: 'card_declined',
    };
    const host = await startHost({ [PAYMENT_METHODS_PATH]: json({ error }, 402) });
    try {
      const checkout = await shop.open({ host: host.url });
      await checkout.typeCard(number, '1240', '834');
      const outcome = await checkout.pay();
      expect(outcome.error).toMatchObject({ type: 'card_error', code: 'card_declined' });
      expect(JSON.stringify(outcome)).not.toMatch(/4242|\b834\b/);
    } finally {
      await host.close();
    }
  });

  test('whose object repeats the number: the page gets it without', async () => {
    const echo = {
      id: 'pm_1',
      card: { number: cards.visa, deep: [{ note: `is ${cards.visa}!` }], value: Number(cards.visa) },
    };
    const host = await startHost({ [PAYMENT_METHODS_PATH]: json(echo) });
    try {
      const checkout = await shop.open({ host: host.url });
      await checkout.typeCard();
      const outcome = await checkout.pay();
      expect(outcome.paymentMethod?.id).toBe('pm_1');
      expect(JSON.stringify(outcome)).not.toContain('4242');
    } finally {
      await host.close();
    }
  });
});

describe('the frame’s document', () => {
  test('shows the number in no attribute, markup or title', async () => {
    const checkout = await shop.open();
    await checkout.typeCard(cards.amex, '1240', '8347');
    await checkout.pay();
    const markup = await checkout.frame().evaluate(() => document.documentElement.outerHTML + document.title);
    expect(markup).not.toMatch(/3782|2822463|8347/);
  });

  test('is never submitted by the browser itself', async () => {
    const checkout = await shop.open({ body: '<div id="card"></div>' });
    await checkout.typeCard();
    const url = checkout.frame().url();
    await checkout.page.keyboard.press('Enter');
    await checkout.frame().evaluate(() => document.querySelector('form')?.requestSubmit());
    await checkout.frame().evaluate(() => document.querySelector('form')?.submit());
    await checkout.page.evaluate(() => window.card.clear());
    await checkout.change({ empty: true });
    expect(checkout.frame().url()).toBe(url);
    expect(checkout.requests.filter(({ url: asked }) => asked.includes('cardnumber'))).toEqual([]);
  });

  // This browser keeps no page for the back button; the event that it would send is the same.
  test('is empty once it was left, and the page knows', async () => {
    const checkout = await shop.open();
    await checkout.typeCard();
    await checkout
      .frame()
      .evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
    await checkout.change({ empty: true, complete: false });
    expect(await valuesIn(checkout)).toEqual(['', '', '', '']);
    await checkout.typeCard();
    expect((await checkout.pay()).paymentMethod?.id).toMatch(/^pm_/);
  });

  test('is empty after a reload, and on the way back', async () => {
    const checkout = await shop.open();
    await checkout.typeCard();
    await checkout.page.reload();
    await checkout.mount();
    expect(await valuesIn(checkout)).toEqual(['', '', '', '']);
    await checkout.typeCard();
    await checkout.page.goto(`${shop.shop.url}/looks.css`);
    await checkout.page.goBack();
    await checkout.mount();
    expect(await valuesIn(checkout)).toEqual(['', '', '', '']);
  });
});

describe('a hostile style', () => {
  const url = () => `${evil.url}/leak`;
  const values = [
    () => `url(${url()})`,
    () => `url("${url()}")`,
    () => `image-set("${url()}" 1x)`,
    () => `-webkit-image-set("${url()}" 1x)`,
    () => `-webkit-cross-fade(url(${url()}), url(${url()}), 50%)`,
    () => `\\75 rl(${url()})`,
    () => `u/**/rl(${url()})`,
    () => `src("${url()}")`,
    () => `element(#number)`,
    () => `red; background-image: url(${url()})`,
    () => `red } input { background: url(${url()}) } #x {`,
    () => `</style><img src="${url()}">`,
    () => `red !important`,
    () => `expression(alert(1))`,
    () => `var(--x, url(${url()}))`,
    () => `attr(value)`,
    () => `env(safe-area-inset-top)`,
  ];
  const properties = [
    'color',
    'backgroundColor',
    'fontFamily',
    'padding',
    'textShadow',
    'iconColor',
    'textDecoration',
  ];

  test('of any value fetches nothing and is dropped', async () => {
    const checkout = await shop.open();
    // The last that a field asks for by itself, once it is ready.
    await expect.poll(() => checkout.requests.some(({ url }) => /\/calls-\w+\.js$/.test(url))).toBe(true);
    const before = checkout.requests.length;
    const untouched = await rules(checkout);
    for (const value of values.map((make) => make())) {
      const base = Object.fromEntries(properties.map((name) => [name, value]));
      await checkout.page.evaluate((style) => window.card.update({ style }), {
        base,
        invalid: base,
        empty: base,
      });
      await checkout.page.evaluate(() => window.payframe.createToken(window.card));
      expect((await rules(checkout)).join(), value).not.toMatch(
        /url|image-set|cross-fade|leak|important|element|attr|env|var/,
      );
    }
    await checkout.number.click();
    await checkout.page.keyboard.type('42424242');
    expect(checkout.requests.length).toBe(before);
    expect(evil.requests.filter(({ url: asked }) => asked.includes('leak'))).toEqual([]);
    expect(untouched).toEqual([]);
  });

  test('selects nothing but the states that there are, and sets nothing but looks', async () => {
    const danger = {
      color: 'rgb(1, 2, 3)',
      backgroundImage: 'none',
      content: '"x"',
      position: 'fixed',
      opacity: '0',
      direction: 'rtl',
    };
    const checkout = await shop.open({
      card: {
        style: {
          'input[value^="4"]': danger,
          '@media all': danger,
          ':has(input)': danger,
          '#card, body': danger,
          base: {
            ...danger,
            'input[value^="4"]': danger,
            '::before': danger,
            ':focus, body': danger,
            ':focus': danger,
          },
        } as never,
      },
    });
    expect(await rules(checkout)).toEqual([
      '#card { color: rgb(1, 2, 3); }',
      '#card input:focus { color: rgb(1, 2, 3); }',
    ]);
  });
});

/** What the test's page holds when it speaks to a frame without the SDK. */
interface Rogue {
  port: MessagePort;
  heard: { type: string }[];
  ask(message: object): Promise<unknown>;
}

const initWith = (key: string): object =>
  ({
    type: 'init',
    protocol: PROTOCOL,
    key,
    group: 'rogue',
    options: { locale: 'auto', hidePostalCode: true },
  }) satisfies Init;

/** Runs in a page: puts the frame there as an attacker would, and returns its first answer. */
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

/** Runs in a page: mounts a card and notes what becomes of it, errors by their code. */
function mountAndNote(key: string): void {
  const card = window.Payframe(key).elements().create('card');
  window.seen = [];
  card.on('loaderror', ({ error }) => window.seen.push({ type: 'loaderror', code: error.code }));
  card.on('ready', () => window.seen.push({ type: 'ready' }));
  card.on('change', () => window.seen.push({ type: 'change' }));
  card.mount('#card');
}

/** A script for the shop's page alone, that has its way with each frame before it loads. */
function onFrame(act: string): string {
  return `if (self === top) {
    const append = Node.prototype.appendChild;
    Node.prototype.appendChild = function (node) {
      if (node.tagName === 'IFRAME') { ${act} }
      return append.call(this, node);
    };
  }`;
}

const valuesIn = ({ number, expiry, cvc, postalCode }: Checkout) =>
  Promise.all([number, expiry, cvc, postalCode].map((field) => field.inputValue()));

/** Runs in the shop's page: a frame that the SDK takes away stays where the test can look into it. */
function keepFrames(): void {
  HTMLIFrameElement.prototype.remove = function () {
    this.title = 'gone';
  };
}

/** Runs in every document: notes for whom messages to frames are meant. */
function recordTargets(): void {
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

/** What the attacker's documents on a page were sent. */
async function heardBy(page: Page): Promise<unknown[]> {
  const documents = page.frames().filter((frame) => frame.url().startsWith(evil.url));
  expect(documents.length).toBeGreaterThan(0);
  const heard = documents.map((frame) =>
    frame.evaluate(() => (window as unknown as { heard: unknown[] }).heard),
  );
  return (await Promise.all(heard)).flat();
}

async function holdRequests(page: Page): Promise<{ arrived: Promise<void>; release(): void }> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const arrived = new Promise<void>((resolve) => {
    void page.route(`**${PAYMENT_METHODS_PATH}`, async (route) => {
      resolve();
      await released;
      await route.abort().catch(() => {});
    });
  });
  return { arrived, release };
}

const rules = (checkout: Checkout) =>
  checkout
    .frame()
    .evaluate(() =>
      document.adoptedStyleSheets
        .flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText))
        .filter((text) => !/\{\s*\}/.test(text)),
    );
