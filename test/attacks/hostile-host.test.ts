/** A host, a gateway or an edge that is broken or hostile: what of it reaches the page. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { PROTOCOL } from '../../src/wire/index.js';
import { cards } from '../browser/checkout.js';
import {
  FRAME_PATH,
  hostHeaders,
  json,
  PAYMENT_METHODS_PATH,
  SCRIPT_PATH,
  startHost,
} from '../browser/hosts.js';
import type { Answer, TestServer } from '../browser/servers.js';
import { inEveryEngine, inEveryEngineWith, type Tab } from './every-engine.js';

const pageThatRuns = (script: string): Answer => ({
  headers: { 'content-type': 'text/html' },
  body: `<!doctype html><script>${script}</script>`,
});

/** Attacks a page whose host gives these answers in the place of its own. */
const withHost =
  (answers: Record<string, Answer>, attack: (tab: Tab, host: TestServer) => Promise<void>) =>
  async (tab: Tab) => {
    const host = await startHost(answers);
    try {
      await attack(tab, host);
    } finally {
      await host.close();
    }
  };

/** Puts a card of the host onto a page, and notes what it tells; resolves at once. */
async function openCard(tab: Tab, host: TestServer): Promise<void> {
  await tab.open({ card: false, host: host.url });
  await tab.run((key) => {
    const card = window.Payframe(key).elements().create('card');
    for (const type of ['ready', 'change', 'loaderror'])
      card.on(type as 'loaderror', (event) => window.seen.push({ type, code: event.error?.code ?? null }));
    card.mount('#card');
  }, tab.sandbox.publishableKey);
}

const otherVersion =
  "addEventListener('message', (event) => event.ports[0].postMessage({ type: 'ready', protocol: 99, height: 20 }))";

inEveryEngine(
  'a frame of another version is refused by the page [M10, M18]',
  withHost({ [FRAME_PATH]: pageThatRuns(otherVersion) }, async (tab, host) => {
    await openCard(tab, host);
    expect(await tab.event('loaderror')).toEqual({ type: 'loaderror', code: 'frame_version_mismatch' });
    expect(await tab.run(() => window.seen.length)).toBe(1);
  }),
);

const junk = `addEventListener('message', ({ ports: [port] }) => {
  const deep = {}; deep.deep = deep;
  for (const message of [null, 1, 'ready', [], {}, { type: 'change' }, { type: 'change', state: deep },
    { type: 'change', state: { empty: 1, complete: false, brand: 'visa', value: { postalCode: '' } } },
    { type: 'change', state: { empty: false, complete: true, brand: 'visa', value: { postalCode: 5 } } },
    { type: 'ready', protocol: ${PROTOCOL} }, { type: 'result', id: 1, value: [] }, { type: 'resize', height: 'tall' },
    { type: '__proto__' }, { type: 'constructor' }, new Uint8Array(9), 'x'.repeat(1e6)]) port.postMessage(message);
  for (let count = 0; count < 20000; count++) port.postMessage({ type: 'result', id: count, value: {} });
  port.postMessage({ type: 'ready', protocol: ${PROTOCOL}, height: 20 });
  port.postMessage({ type: 'ready', protocol: ${PROTOCOL}, height: 20 });
  port.postMessage({ type: 'change', state: { empty: true, complete: false, brand: 'x', value: { postalCode: '' } } });
})`;

inEveryEngine(
  'junk from the frame reaches no handler of the page [M15]',
  withHost({ [FRAME_PATH]: pageThatRuns(junk) }, async (tab, host) => {
    await openCard(tab, host);
    await tab.event('change');
    expect((await tab.run(() => window.seen)).map(({ type }) => type)).toEqual(['ready', 'change']);
    expect(await tab.said()).toEqual([]);
  }),
);

const grouped = cards.visa.replace(/(.{4})/g, '$1 ').trim();

inEveryEngine(
  'an error that repeats the card reaches the page without it [F7]',
  withHost(
    {
      [PAYMENT_METHODS_PATH]: json(
        {
          error: {
            type: 'card_error',
            message: `Card ${cards.visa} (${grouped}, ${grouped.replaceAll(' ', '-')}) with code 8347 was refused`,
            param: `card ${cards.visa}`,
            code: 'card_declined',
          },
        },
        402,
      ),
    },
    async (tab, host) => {
      await tab.open({ host: host.url });
      await tab.typeCard();
      const outcome = await tab.pay();
      expect(outcome.error).toMatchObject({ type: 'card_error', code: 'card_declined' });
      expect(JSON.stringify(outcome)).not.toMatch(/4242/);
    },
  ),
);

inEveryEngine(
  'an object that repeats the number reaches the page without it [F7]',
  withHost(
    {
      [PAYMENT_METHODS_PATH]: json({
        id: 'pm_1',
        card: { number: cards.visa, deep: [{ note: `is ${cards.visa}!` }], value: Number(cards.visa) },
      }),
    },
    async (tab, host) => {
      await tab.open({ host: host.url });
      await tab.typeCard();
      const outcome = await tab.pay();
      expect(JSON.stringify(outcome)).not.toContain('4242');
    },
  ),
);

const INTEGRITY = (JSON.parse(readFileSync('dist/integrity.json', 'utf8')) as Record<string, string>)[
  'payframe.js'
];
const POLICY = hostHeaders[FRAME_PATH]?.['Content-Security-Policy'] ?? '';
const DOCUMENT = readFileSync(`dist/host${FRAME_PATH}`, 'utf8');

/** A frame's document as someone on the way has changed it, with the policy that the host sent. */
const frameAnswer = (body: string, policy = POLICY): Answer => ({
  headers: { 'content-type': 'text/html', 'content-security-policy': policy },
  body,
});

const SCRIPT = /<script[^>]*>([\s\S]*)<\/script>/;
const RAN = 'document.documentElement.dataset.ran = 1';
const OTHER_SCRIPT = `<script type="module">${RAN}</script>`;
/** The frame's own script and more. */
const withMore = (html: string) => html.replace('</script>', () => `;${RAN}</script>`);

/** Shows a host's card as a frame of the page, and returns whether the attacker's script has run in it. */
async function runsIn(tab: Tab, host: TestServer): Promise<boolean> {
  await tab.open({ card: false });
  await tab.run((url) => {
    const iframe = Object.assign(document.createElement('iframe'), { src: url, title: 'card' });
    document.body.append(iframe);
    return new Promise<void>((resolve) => {
      iframe.onload = () => resolve();
    });
  }, host.url + FRAME_PATH);
  return tab.run(() => document.documentElement.dataset.ran === '1', undefined, 'body > iframe');
}

inEveryEngineWith(
  [
    ['more in its own script', withMore],
    ['another script in its place', (html) => html.replace(SCRIPT, () => OTHER_SCRIPT)],
    ['a script beside its own', (html) => html.replace('</body>', () => `${OTHER_SCRIPT}</body>`)],
    ['a script in an attribute', (html) => html.replace('<body', () => `<body onload="${RAN}"`)],
    [
      'a script that is data',
      (html) => html.replace('</body>', () => `<script src="data:,${RAN}"></script></body>`),
    ],
  ] as [string, (html: string) => string][],
  'a frame’s document was changed on the way, to one with %s: the browser does not run it [G1, E7]',
  async (tab, change) => {
    const host = await startHost({ [FRAME_PATH]: frameAnswer(change(DOCUMENT)) });
    try {
      expect(await runsIn(tab, host)).toBe(false);
    } finally {
      await host.close();
    }
  },
);

inEveryEngine('a frame’s document whose policy has the hash of its script runs it [G1]', async (tab) => {
  const html = withMore(DOCUMENT);
  const hash = createHash('sha256')
    .update(SCRIPT.exec(html)?.[1] ?? '')
    .digest('base64');
  const policy = POLICY.replace(/(script-src 'self' 'sha256-)[^']+/, `$1${hash}`);
  const host = await startHost({ [FRAME_PATH]: frameAnswer(html, policy) });
  try {
    expect(await runsIn(tab, host)).toBe(true);
  } finally {
    await host.close();
  }
});

inEveryEngine(
  'a byte of the page’s script was changed on the way: `integrity` keeps the browser from running it [G1]',
  withHost(
    {
      [SCRIPT_PATH]: {
        headers: { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' },
        body: 'ran = 1',
      },
    },
    async (tab, host) => {
      await tab.open({ card: false });
      const outcome = await tab.run(
        ({ src, integrity }) =>
          new Promise<string>((resolve) => {
            const script = document.createElement('script');
            Object.assign(script, { src, integrity, crossOrigin: 'anonymous' });
            script.onload = () => resolve('loaded');
            script.onerror = () => resolve('refused');
            document.head.append(script);
          }),
        { src: host.url + SCRIPT_PATH, integrity: INTEGRITY },
      );
      expect(outcome).toBe('refused');
      expect(await tab.run(() => 'ran' in window)).toBe(false);
    },
  ),
);
