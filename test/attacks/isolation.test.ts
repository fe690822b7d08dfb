import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  type Checkout,
  type CheckoutOptions,
  type Checkouts,
  cards,
  expiry,
  startCheckouts,
} from '../browser/checkout.js';
import { clickInto } from '../browser/click-into.js';
import { heapStrings, matchesIn } from '../browser/heap.js';
import { searchMemory } from '../browser/memory.js';
import { CARD_ONLY, type FormOptions, newIntent, openForm } from '../browser/payment-form.js';
import { outOfProcessFrames } from '../browser/targets.js';
import { shares, THOROUGH } from '../thorough.js';

/** A card whose digits no page has by chance, and a security code that nothing else here is numbered with. */
const card = { number: cards.amex, cvc: '8347' };

const settings: [string, CheckoutOptions][] = [
  ['a shop on another site', {}],
  ['a shop on the host’s own site', { shop: '127.0.0.1' }],
  ['a browser with its stock features', { browser: { stockFeatures: true } }],
];

for (const [rows, options] of shares(settings, settings.length))
  describe.for(rows)('%s', options, ([, options]) => {
    let shop: Checkouts;

    beforeAll(async () => {
      shop = await startCheckouts(options);
    });

    afterEach(() => shop.closePages());

    afterAll(() => shop?.close());

    const paid = async (more = {}) => {
      const checkout = await shop.open({ card: { hidePostalCode: true }, ...more });
      await checkout.typeCard(card.number, expiry.typed, card.cvc);
      const { paymentMethod } = await checkout.pay({ billing_details: { name: 'Ada Lovelace' } });
      expect(paymentMethod?.id).toMatch(/^pm_/);
      return checkout;
    };

    test('the page’s heap has no card number, no part of it and no security code, and the frame is in a process of its own, closed to the page [E11, E12]', async () => {
      const checkout = await paid();
      expect(await outOfProcessFrames(shop.browser)).toEqual([checkout.frame().url()]);
      const reached = await checkout.page.evaluate(() => {
        const iframe = document.querySelector('iframe') as HTMLIFrameElement;
        const inside = iframe.contentWindow as unknown as Record<string, unknown>;
        const attempt = (read: () => unknown) => {
          try {
            return String(read());
          } catch (error) {
            return (error as Error).name;
          }
        };
        return {
          contentDocument: attempt(() => iframe.contentDocument),
          own: ['document', 'performance', 'name', 'origin', 'eval', 'localStorage'].map((name) =>
            attempt(() => inside[name]),
          ),
          frames: attempt(() => (inside.frames as Window).length),
        };
      });
      expect(reached).toEqual({
        contentDocument: 'null',
        own: Array(6).fill('SecurityError'),
        frames: '0',
      });
      const strings = await heapStrings(checkout.page);
      expect(cardDataIn(strings)).toEqual([]);
      await checkout.page.evaluate(
        ([parts, cvc]) => Object.assign(window, { planted: [parts.join(''), { cvc: cvc.join('') }] }),
        [card.number.match(/.{5}/g) ?? [], [...card.cvc]] as const,
      );
      // What would be there could be found.
      const found = cardDataIn(await heapStrings(checkout.page));
      expect(found.length).toBeGreaterThan(partsOf(card.number).length);
    });

    test('nor has all of its renderer’s memory [E11]', THOROUGH, async ({ skip }) => {
      const { page } = await paid();
      const found = await searchMemory(page, card.number);
      if (found === undefined) return skip();
      expect(found).toBe(0);
    });

    test('no key and no card is in a URL, a name, the markup, the storage or the timings, nobody but the shop and the host is asked for anything, and the console stays empty [F21, G6, K8, K9]', async () => {
      const checkout = await paid();
      const { page } = checkout;
      const traces = [...(await tracesIn(page.mainFrame())), ...(await tracesIn(checkout.frame()))];
      traces.push(
        ...checkout.requests.map(({ url }) => url),
        JSON.stringify(await page.context().storageState()),
      );
      const key = shop.sandbox.publishableKey.slice('pk_test_'.length);
      for (const trace of traces) {
        expect(trace).not.toContain(key);
        expect(cardDataIn([trace])).toEqual([]);
      }
      expect(await page.context().cookies()).toEqual([]);
      expect(
        await checkout
          .frame()
          .evaluate(() => [document.referrer, window.name, location.search, location.hash]),
      ).toEqual([`${shop.shop.url}/`, '', '', '']);
      expect(new Set(checkout.requests.map(({ url }) => new URL(url).origin))).toEqual(
        new Set([shop.shop.url, shop.sandbox.url]),
      );
      expect(checkout.console).toEqual([]);
      expect(await violations(checkout)).toEqual([]);
    });

    test('a policy that allows only the host’s script and frame, and enforces Trusted Types, needs no exception, and a cross-origin isolated page stays so [E8, E9]', async () => {
      const types = "require-trusted-types-for 'script'; trusted-types 'none'";
      const headers = {
        'content-security-policy': `${policy(shop)}; ${types}`,
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      };
      const checkout = await paid({ headers });
      expect(await checkout.page.evaluate(() => crossOriginIsolated)).toBe(true);
      expect(await violations(checkout)).toEqual([]);
      expect(checkout.console).toEqual([]);
    });

    test('the frame uses nothing that another tab could listen to or that stays [L2]', async () => {
      const checkout = await paid({ before: watchStorage });
      expect(await checkout.frame().evaluate(() => (window as unknown as { used: string[] }).used)).toEqual(
        [],
      );
    });
  });

describe('a shop with a Payment Element', THOROUGH, () => {
  let shop: Checkouts;

  beforeAll(async () => {
    shop = await startCheckouts();
  });

  afterEach(() => shop.closePages());

  afterAll(() => shop?.close());

  async function paid(options: FormOptions = {}) {
    const group = {
      mode: 'payment',
      amount: 1099,
      currency: 'eur',
      allowedPaymentMethodTypes: ['card'],
    } as const;
    const billingDetails = { name: 'Ada Lovelace', address: { country: 'DE' } };
    const form = await openForm(shop, { group, element: { defaultValues: { billingDetails } }, ...options });
    await clickInto(form.text('Card number'));
    await form.page.keyboard.type(card.number + expiry.typed + card.cvc);
    await form.change({ complete: true });
    await form.submit();
    const clientSecret = await newIntent(shop, CARD_ONLY);
    expect(await form.confirm({ clientSecret })).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    return form;
  }

  test('has no card number, no part of it and no security code in its heap and its memory [E11, E12, L2]', async () => {
    const form = await paid({ before: watchStorage });
    expect(cardDataIn(await heapStrings(form.page))).toEqual([]);
    // Where memory can be read at all.
    expect((await searchMemory(form.page, card.number)) ?? 0).toBe(0);
    expect(await outOfProcessFrames(shop.browser)).toEqual([form.frame().url()]);
    expect(await form.frame().evaluate(() => (window as unknown as { used: string[] }).used)).toEqual([]);
  });

  test('stays cross-origin isolated under a strict policy, asks no stranger, and its console stays empty [E8, E9, F21, G6]', async () => {
    const types = "require-trusted-types-for 'script'; trusted-types 'none'";
    const form = await paid({
      headers: {
        'content-security-policy': `${policy(shop)}; ${types}`,
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      },
    });
    expect(await form.page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(await violations(form)).toEqual([]);
    expect(form.console).toEqual([]);
    expect(new Set(form.requests.map(({ url }) => new URL(url).origin))).toEqual(
      new Set([shop.shop.url, shop.sandbox.url]),
    );
  });
});

/** What of the card is in the strings: its number, eight digits of it in a row however they are set, its code. */
function cardDataIn(strings: string[]): string[] {
  const alone = new RegExp(`(?<![\\w.])${card.cvc}(?![\\w.])`);
  const needles = [...partsOf(card.number), alone];
  return needles.flatMap((needle) => matchesIn(strings, needle).map(({ text }) => `${needle}: ${text}`));
}

const partsOf = (number: string) =>
  Array.from(
    { length: number.length - 7 },
    (_, at) => new RegExp([...number.slice(at, at + 8)].join('\\D?')),
  );

const policy = ({ shop, sandbox }: Checkouts) =>
  `default-src 'none'; script-src ${sandbox.url}; frame-src ${sandbox.url}; style-src ${shop.url}`;

const violations = async (checkout: Checkout) => {
  const documents = [checkout.page.mainFrame(), checkout.frame()];
  return (await Promise.all(documents.map((frame) => frame.evaluate(() => window.violations)))).flat();
};

/** All that a document shows to whoever can read its markup, storage, history or timings. */
const tracesIn = (frame: ReturnType<Checkout['frame']>) =>
  frame.evaluate(async () => {
    const attempt = async (read: () => unknown) => {
      try {
        return JSON.stringify(await read()) ?? '';
      } catch {
        return '';
      }
    };
    return Promise.all(
      [
        () => document.documentElement.outerHTML,
        () => document.title,
        () => location.href,
        () => window.name,
        () => document.referrer,
        () => history.state,
        () => document.cookie,
        () => ({ ...localStorage }),
        () => ({ ...sessionStorage }),
        () => indexedDB.databases(),
        () => caches.keys(),
        () => performance.getEntries(),
      ].map(attempt),
    );
  });

/** Runs in every document: notes the use of what could carry data out of it. */
function watchStorage(): void {
  const used: string[] = [];
  Object.assign(window, { used });
  for (const name of [
    'BroadcastChannel',
    'SharedWorker',
    'Worker',
    'WebSocket',
    'EventSource',
    'RTCPeerConnection',
  ]) {
    const real = (window as unknown as Record<string, unknown>)[name] as new (...args: unknown[]) => object;
    if (!real) continue;
    const watched = new Proxy(real, {
      construct(target, args) {
        used.push(name);
        return Reflect.construct(target, args) as object;
      },
    });
    Object.defineProperty(window, name, { value: watched });
  }
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore']) {
    const real = Object.getOwnPropertyDescriptor(window, name)?.get;
    Object.defineProperty(window, name, {
      get() {
        used.push(name);
        return real?.call(window);
      },
    });
  }
}
