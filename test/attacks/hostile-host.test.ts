/** A host, a gateway or an edge that is broken or hostile: what of it reaches the page. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { ELEMENTS, PROTOCOL } from '../../src/wire/index.js';
import { cards } from '../browser/checkout.js';
import {
  elementDocuments,
  framePath,
  hostHeaders,
  json,
  PAYMENT_METHODS_PATH,
  SCRIPT_PATH,
  startHost,
} from '../browser/hosts.js';
import type { Answer, TestServer } from '../browser/servers.js';
import { inEveryEngine, inEveryEngineWith, type Tab } from './every-engine.js';
import { SUBJECTS, type Subject } from './subjects.js';

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

/** Puts an Element of the host onto a page, and notes what it tells; resolves at once. */
async function openElement(tab: Tab, host: TestServer, { type, group = {}, card }: Subject): Promise<void> {
  await tab.open({ card: false, host: host.url });
  await tab.run(
    ({ key, name, options, own }) => {
      const element = window
        .Payframe(key)
        .elements(options)
        .create(name as 'card', own);
      for (const type of ['ready', 'change', 'loaderror'])
        element.on(type as 'loaderror', (event) =>
          window.seen.push({ type, code: event.error?.code ?? null }),
        );
      element.mount('#card');
    },
    { key: tab.sandbox.publishableKey, name: type, options: group, own: card || {} },
  );
}

/** Attacks a page with an Element whose document the host answers with one that runs this script. */
const withFrame = (
  script: (subject: Subject) => string,
  attack: (tab: Tab, host: TestServer, subject: Subject) => Promise<void>,
) => {
  return (tab: Tab, subject: Subject) =>
    withHost({ [framePath(subject.type)]: pageThatRuns(script(subject)) }, (inTab, host) =>
      attack(inTab, host, subject),
    )(tab);
};

const otherVersion =
  "addEventListener('message', (event) => event.ports[0].postMessage({ type: 'ready', protocol: 99, height: 20 }))";

inEveryEngineWith(
  SUBJECTS,
  'a frame of another version is refused by the page of a %s Element [M10, M18]',
  withFrame(
    () => otherVersion,
    async (tab, host, subject) => {
      await openElement(tab, host, subject);
      expect(await tab.event('loaderror')).toEqual({ type: 'loaderror', code: 'frame_version_mismatch' });
      expect(await tab.run(() => window.seen.length)).toBe(1);
    },
  ),
);

/** Details of the right names, and of other types than they have. */
const wrong = (details: object) =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, typeof value === 'string' ? 5 : '']),
  );

const junk = ({ type }: Subject) => {
  const details = ELEMENTS[type].details;
  const right = JSON.stringify({ empty: true, complete: false, ...details });
  return `addEventListener('message', ({ ports: [port] }) => {
  const deep = {}; deep.deep = deep;
  for (const message of [null, 1, 'ready', [], {}, { type: 'change' }, { type: 'change', state: deep },
    { type: 'change', state: { ...${right}, empty: 1 } },
    { type: 'change', state: ${JSON.stringify({ empty: false, complete: true, ...wrong(details) })} },
    { type: 'ready', protocol: ${PROTOCOL} }, { type: 'result', id: 1, value: [] }, { type: 'resize', height: 'tall' },
    { type: '__proto__' }, { type: 'constructor' }, new Uint8Array(9), 'x'.repeat(1e6)]) port.postMessage(message);
  for (let count = 0; count < 20000; count++) port.postMessage({ type: 'result', id: count, value: {} });
  port.postMessage({ type: 'ready', protocol: ${PROTOCOL}, height: 20 });
  port.postMessage({ type: 'ready', protocol: ${PROTOCOL}, height: 20 });
  port.postMessage({ type: 'change', state: ${right} });
})`;
};

inEveryEngineWith(
  SUBJECTS,
  'junk from the frame of a %s Element reaches no handler of the page [M15]',
  withFrame(junk, async (tab, host, subject) => {
    await openElement(tab, host, subject);
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

const policyOf = (path: string) => hostHeaders[path]?.['Content-Security-Policy'] ?? '';
const documentAt = (path: string) => readFileSync(`dist/host${path}`, 'utf8');

/** A frame's document as someone on the way has changed it, with a policy. */
const frameAnswer = (body: string, policy: string): Answer => ({
  headers: { 'content-type': 'text/html', 'content-security-policy': policy },
  body,
});

const SCRIPT = /<script[^>]*>([\s\S]*)<\/script>/;
const RAN = 'document.documentElement.dataset.ran = 1';
const OTHER_SCRIPT = `<script type="module">${RAN}</script>`;
/** The frame's own script and more. */
const withMore = (html: string) => html.replace('</script>', () => `;${RAN}</script>`);

/** Shows a host's documents of all Elements as frames of one page, and returns those in which the attacker's script has run. */
async function whereItRuns(tab: Tab, host: TestServer): Promise<string[]> {
  await tab.open({ card: false });
  await tab.run(
    (urls) =>
      Promise.all(
        urls.map((src, at) => {
          const iframe = Object.assign(document.createElement('iframe'), {
            src,
            id: `at-${at}`,
            title: 'card',
          });
          document.body.append(iframe);
          return new Promise((resolve) => {
            iframe.onload = resolve;
          });
        }),
      ).then(() => null),
    elementDocuments.map((path) => host.url + path),
  );
  const ran = await Promise.all(
    elementDocuments.map((_, at) =>
      tab.run(() => document.documentElement.dataset.ran === '1', undefined, `#at-${at}`),
    ),
  );
  return elementDocuments.filter((_, at) => ran[at]);
}

const CHANGES: [string, (html: string) => string][] = [
  ['more in its own script', withMore],
  ['another script in its place', (html) => html.replace(SCRIPT, () => OTHER_SCRIPT)],
  ['a script beside its own', (html) => html.replace('</body>', () => `${OTHER_SCRIPT}</body>`)],
  ['a script in an attribute', (html) => html.replace('<body', () => `<body onload="${RAN}"`)],
  [
    'a script that is data',
    (html) => html.replace('</body>', () => `<script src="data:,${RAN}"></script></body>`),
  ],
];

inEveryEngineWith(
  CHANGES,
  'a frame’s document was changed on the way, to one with %s: the browser does not run it, whichever Element it is for [G1, E7]',
  async (tab, change) => {
    const changed = elementDocuments.map((path) => [
      path,
      frameAnswer(change(documentAt(path)), policyOf(path)),
    ]);
    const host = await startHost(Object.fromEntries(changed));
    try {
      expect(await whereItRuns(tab, host)).toEqual([]);
    } finally {
      await host.close();
    }
  },
);

inEveryEngine('a frame’s document whose policy has the hash of its script runs it [G1]', async (tab) => {
  const changed = elementDocuments.map((path) => {
    const html = withMore(documentAt(path));
    const hash = createHash('sha256')
      .update(SCRIPT.exec(html)?.[1] ?? '')
      .digest('base64');
    const policy = policyOf(path).replace(/(script-src 'self' 'sha256-)[^']+/, `$1${hash}`);
    return [path, frameAnswer(html, policy)];
  });
  const host = await startHost(Object.fromEntries(changed));
  try {
    expect(await whereItRuns(tab, host)).toEqual(elementDocuments);
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
