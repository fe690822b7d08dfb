/**
 * Attacks on every Element and on every document of a frame. They are taken from the lists that the product has, so that
 * one that is added later is attacked without a line here.
 */
import { expect } from 'vitest';
import type { PayframeElementType } from '../../src/page/index.js';
import { ELEMENTS, PROTOCOL } from '../../src/wire/index.js';
import { cards } from '../browser/checkout.js';
import { elementDocuments, frameDocuments, hostHeaders, SESSIONS_PATH } from '../browser/hosts.js';
import { inEveryEngine, inEveryEngineWith, type Tab } from './every-engine.js';
import { initWith, offer, ROGUE_FRAME } from './rogue.js';
import { FRAME, PAYMENT, SUBJECTS, typedIn } from './subjects.js';

/** All types but one: nothing is typed into the buttons of wallets. */
const types = Object.keys(ELEMENTS)
  .filter((type) => type !== 'expressCheckout')
  .map((type): [string, PayframeElementType] => [type, type as PayframeElementType]);
/** The documents of Elements at their plain addresses. */
const ofElements = new Set(elementDocuments.map((path) => path.replace(/[0-9a-f]{8}\//, '')));
const documents = frameDocuments.map((path): [string, string] => [path, path]);

const BODY = 'Zz9Yy8Xx7Ww6Vv5Uu4Tt3Ss2';
const STRICT = (tab: Tab) =>
  `default-src 'none'; script-src ${tab.shop.url} ${tab.sandbox.url}; frame-src ${tab.sandbox.url}; img-src ${tab.shop.url}; ` +
  "require-trusted-types-for 'script'; trusted-types 'none'";

/** Opens a page under a strict policy with one Element, and types a card's digits into its first field. */
async function typeInto(tab: Tab, type: PayframeElementType): Promise<void> {
  const { card = {} } = Object.fromEntries(SUBJECTS)[type] ?? {};
  const headers = { 'content-security-policy': STRICT(tab), 'referrer-policy': 'unsafe-url' };
  await tab.open({ type, group: PAYMENT.group ?? {}, card, headers });
  await tab.typeAhead(cards.amex);
  await tab.event('change');
}

inEveryEngineWith(
  types,
  'of what is typed into a %s Element the page learns no digits, nor how many there are [P6, E9, K8, K9]',
  async (tab, type) => {
    await typeInto(tab, type);
    // Its `value` is what an Element tells on purpose: a postal code.
    const told = (await tab.run(() => window.seen)).map(({ value: _, ...event }) => event);
    expect(JSON.stringify(told)).not.toMatch(/\d{3}/);
    expect(await tab.run(markupOf, undefined, FRAME)).not.toContain(cards.amex.slice(0, 4));
    const key = tab.sandbox.publishableKey.slice('pk_test_'.length);
    for (const trace of [...(await tab.traces()), ...(await tab.traces(FRAME))])
      expect(trace).not.toContain(key);
    // Of the page only its origin, which the key may be bound to.
    const shown = await tab.run(() => [window.name, location.search, document.referrer], undefined, FRAME);
    expect(shown).toEqual(['', '', `${tab.shop.url}/`]);
    expect(await tab.said()).toEqual([]);
  },
);

const markupOf = () => document.documentElement.outerHTML + document.title;

inEveryEngineWith(
  types,
  'the browser keeps, checks and submits nothing of a %s Element, which is empty after clear and before a page is kept [P9, P12, P13]',
  async (tab, type) => {
    await typeInto(tab, type);
    const inputs = await tab.run(attributesOf, undefined, FRAME);
    expect(inputs.length).toBeGreaterThan(0);
    for (const input of inputs) expect(input).toEqual({ spellcheck: 'false', pattern: null, list: null });
    const address = () => tab.run(() => location.href, undefined, FRAME);
    const before = await address();
    await tab.type('\n');
    await tab.run(() => document.querySelector('form')?.requestSubmit(), undefined, FRAME);
    const typed = () => tab.run(typedIn, undefined, FRAME);
    expect(await typed()).not.toBe('');
    await tab.run(
      () => void dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })),
      undefined,
      FRAME,
    );
    await expect.poll(typed).toBe('');
    await tab.run(() => window.card.focus());
    await tab.type(cards.amex);
    await expect.poll(typed).not.toBe('');
    await tab.run(() => window.card.clear());
    await expect.poll(typed).toBe('');
    expect(await address()).toBe(before);
  },
);

const attributesOf = () =>
  [...document.querySelectorAll('input:not([type="radio"], [type="checkbox"])')].map((input) => ({
    spellcheck: input.getAttribute('spellcheck'),
    pattern: input.getAttribute('pattern'),
    list: input.getAttribute('list'),
  }));

inEveryEngineWith(
  types,
  'a page can look into nothing of the frame of a %s Element, has no name to aim at, and types nothing by keys that it makes up [E13, M8, P5]',
  async (tab, type) => {
    await typeInto(tab, type);
    const reached = await tab.run(() => {
      const iframe = document.querySelector('iframe') as HTMLIFrameElement;
      const inside = iframe.contentWindow as unknown as Record<string, unknown>;
      const attempt = (read: () => unknown) => {
        try {
          return String(read());
        } catch (error) {
          return (error as Error).name;
        }
      };
      return [
        attempt(() => iframe.contentDocument),
        ...['document', 'performance', 'name', 'origin', 'eval', 'localStorage', 'navigator'].map((name) =>
          attempt(() => inside[name]),
        ),
      ];
    });
    expect(reached).toEqual(['null', ...Array(7).fill('SecurityError')]);
    const names = await tab.run(() => {
      const { id, name } = document.querySelector('#card iframe') as HTMLIFrameElement;
      return [id, name];
    });
    // The name of one field of a card is public, and its document gives it up: a link with that target finds nothing.
    expect(names).toEqual(['', ELEMENTS[type].path.replace(/^[^#]*/, '')]);

    const before = await tab.run(typedIn, undefined, FRAME);
    await tab.run(() => {
      for (const target of [document.querySelector('#card iframe') as Element, document.body, window])
        for (const type of ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'paste'])
          target.dispatchEvent(new Event(type, { bubbles: true }));
      window.card.update({ value: { number: '4242', iban: 'DE89' } } as never);
      window.card.blur();
    });
    await tab.event('blur');
    expect(await tab.run(typedIn, undefined, FRAME)).toBe(before);
  },
);

inEveryEngineWith(
  types,
  'all that is loaded for a %s Element is a file that the host lists [G3, G6]',
  async (tab, type) => {
    await typeInto(tab, type);
    const loaded = () => performance.getEntriesByType('resource').map(({ name }) => name);
    // Each frame loads what looks for misspelt options once it can be typed into.
    await expect.poll(() => tab.run(loaded, undefined, FRAME)).not.toEqual([]);
    const [page, frame] = [await tab.run(loaded), await tab.run(loaded, undefined, FRAME)];
    const own = page.filter((url) => !url.startsWith(tab.shop.url));
    const paths = [...own, ...frame].map((url) => url.replace(tab.sandbox.url, '').split('#')[0] ?? '');
    const known = (path: string) => path === SESSIONS_PATH || Object.hasOwn(hostHeaders, path);
    expect(paths.filter((path) => !known(path))).toEqual([]);
  },
);

inEveryEngineWith(
  documents,
  '%s refuses a secret key, of which it repeats nothing, and a page of another version [K1, K2, M18]',
  async (tab, path) => {
    await tab.open({ card: false });
    const secret = ['sk', 'test', BODY].join('_');
    const url = tab.sandbox.url + path;
    const answers = ofElements.has(path);
    const heard = await tab.run(offer, { url, init: initWith(secret), answers });
    expect(heard.filter(({ type }) => type !== 'refused')).toEqual([]);
    expect(JSON.stringify(heard)).not.toMatch(/Zz9Yy8|Ss2/);
    const other = { ...initWith(tab.sandbox.publishableKey), protocol: 99 };
    const refusals = await tab.run(offer, { url, init: other, answers });
    const refused = { type: 'refused', protocol: PROTOCOL, error: { code: 'frame_version_mismatch' } };
    expect(refusals).toMatchObject(refusals.map(() => refused));
  },
);

inEveryEngineWith(
  documents,
  '%s opened by itself shows nothing to type into and answers nobody [E4]',
  async (tab, path) => {
    await tab.goto(tab.sandbox.url + path);
    const found = await tab.run(async (init) => {
      const { port1, port2 } = new MessageChannel();
      const heard: unknown[] = [];
      port1.onmessage = ({ data }) => heard.push(data);
      // A page that opened it would be its opener; to be its own parent is the most that it could be.
      window.postMessage(init, location.origin, [port2]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return {
        heard,
        fields: document.querySelectorAll('input').length,
        // biome-ignore lint/performance/useDomNodeTextContent: the document's script is not text that a person sees.
        text: document.body.innerText.trim(),
      };
    }, initWith(tab.sandbox.publishableKey));
    expect(found).toEqual({ heard: [], fields: 0, text: '' });
  },
);

inEveryEngineWith(documents, '%s keeps nothing: no cookie, no storage, no worker [L2]', async (tab, path) => {
  await tab.open({ card: false });
  await tab.run(offer, { url: tab.sandbox.url + path, init: initWith(tab.sandbox.publishableKey) });
  const kept = await tab.run(
    async () => {
      const attempt = async (read: () => unknown) => {
        try {
          return JSON.stringify(await read());
        } catch {
          return 'closed';
        }
      };
      return Promise.all(
        [
          () => document.cookie,
          () => localStorage.length,
          () => sessionStorage.length,
          () => indexedDB.databases(),
          () => caches.keys(),
          async () => (await navigator.serviceWorker.getRegistrations()).length,
        ].map(attempt),
      );
    },
    undefined,
    ROGUE_FRAME,
  );
  for (const found of kept) expect(['""', '0', '[]', 'closed', undefined]).toContain(found);
});

inEveryEngine('a frame of the host, whichever it is, runs no script of a page [E7, S15]', async (tab) => {
  await tab.open({ card: false });
  for (const [path] of documents) {
    const url = `${tab.sandbox.url}${path}?x=<script>parent.ran=1</script>#<img src=x onerror=parent.ran=1>`;
    await tab.run(offer, { url, init: {} });
  }
  expect(await tab.run(() => (window as unknown as { ran?: number }).ran ?? null)).toBeNull();
});
