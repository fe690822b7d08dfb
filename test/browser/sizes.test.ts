import { brotliCompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import bankSandbox from '../../src/frame/challenge/bank-sandbox.json' with { type: 'json' };
import { officialClient } from '../sandbox/official.js';
import { shares, THOROUGH } from '../thorough.js';
import { openAddress } from './address-form.js';
import { type Checkout, type Checkouts, startCheckouts } from './checkout.js';
import {
  FRAME_PATH,
  hostHeaders,
  json,
  PAYMENT_METHODS_PATH,
  paymentMethod,
  SCRIPT_PATH,
  startHost,
} from './hosts.js';
import { newIntent, openForm } from './payment-form.js';
import { mountSplit, openSplit } from './split-fields.js';

const KB = 1024;

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

/** Brotli bytes of all that a page asks the host for while it does something, by path. */
async function loaded({ page }: Checkout, load: () => Promise<unknown>): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  const measured: Promise<void>[] = [];
  const measure = async (url: string) => {
    const body = Buffer.from(await (await fetch(url)).arrayBuffer());
    sizes.set(new URL(url).pathname, brotliCompressSync(body).length);
  };
  page.on('request', (request) => measured.push(measure(request.url())));
  await load();
  await Promise.all(measured);
  return new Map([...sizes].filter(([path]) => path in hostHeaders));
}

/** What a field asks for once it can be typed into: what speaks with the API, and with the other frames of the group. */
const LATE = /\/frame\/v1\/(?:calls|group-parts)-[0-9a-f]+\.js$/;

function totalOf(sizes: Map<string, number>): number {
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  console.info(
    `brotli: ${[...sizes].map(([path, size]) => `${path} ${size}`).join(', ')}, in all ${total} bytes`,
  );
  return total;
}

/** Scripts with the fields of one method, or of several that ask alike. */
const METHOD_CHUNK = /\/(?:method|bank-choice)-[0-9a-f]+\.js$/;

const isFrame = (path: string) => /^\/frame\/v1\/\w+\.html$/.test(path);
const frames = Object.entries(hostHeaders).filter(([path]) => isFrame(path));

describe('what a browser loads', () => {
  test('is 9 KB of script for the page, 20 KB in all for its first card and 4 KB once that is there, in brotli', async () => {
    const checkout = await shop.open({ mount: false });
    // With the page open, anew: all that it asks the host for from the first byte to the field that can be typed into.
    const sizes = await loaded(checkout, async () => {
      await checkout.page.reload();
      await Promise.all([checkout.page.waitForRequest(LATE), checkout.mount()]);
    });
    const total = totalOf(sizes);
    expect(sizes.size).toBe(3);
    const [, late = 0] = [...sizes].find(([path]) => LATE.test(path)) ?? [];
    expect(sizes.get(SCRIPT_PATH)).toBeLessThanOrEqual(9 * KB);
    expect(total - late).toBeLessThanOrEqual(20 * KB);
    expect(late).toBeLessThanOrEqual(4 * KB);
  });

  const forms: [string, object][] = [
    ['of all methods in EUR', { currency: 'eur' }],
    ['of three methods', { payment_method_types: ['card', 'sepa_debit', 'ideal'] }],
  ];
  for (const [rows, options] of shares(forms, 2))
    test.each(rows)(
      'is 26 KB in all, in three requests, for a Payment Element %s until its card can be typed',
      options,
      async (_, params) => {
        const clientSecret = await newIntent(shop, params);
        const layout = { type: 'accordion', defaultCollapsed: false } as const;
        const { requests } = await openForm(shop, { group: { clientSecret }, element: { layout } });
        // A form is not kept waiting by the names of countries, nor in test mode by the search for misspelt options.
        const isLater = (url: string) => LATE.test(url) || /\/(?:countries|misspelt)-/.test(url);
        const host = requests.filter(({ url }) => url.startsWith(shop.sandbox.url) && !isLater(url));
        const bodies = host.map(async ({ method, url }) => {
          const body = new URLSearchParams({ client_secret: clientSecret });
          const headers = { Authorization: `Bearer ${shop.sandbox.publishableKey}` };
          return await (await fetch(url, method === 'POST' ? { method, body, headers } : {})).arrayBuffer();
        });
        const sizes = (await Promise.all(bodies)).map((body) => brotliCompressSync(Buffer.from(body)).length);
        expect(
          host.map(({ method, url }) => `${method} ${new URL(url).pathname.replace(/\/[0-9a-f]{8}/, '')}`),
        ).toEqual([`GET ${SCRIPT_PATH}`, 'GET /frame/v1/payment.html', 'POST /v1/elements/sessions']);
        console.info(`brotli: ${sizes.join(' + ')} bytes`);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(26 * KB);
      },
    );

  test('is 60 KB in all for the page of a Checkout Session until its card can be typed, and only from its host', async () => {
    const { url } = await officialClient(shop.sandbox).checkout.sessions.create({
      allowed_payment_method_types: ['card'],
      line_items: [
        { price_data: { currency: 'eur', product_data: { name: 'Hat' }, unit_amount: 1500 }, quantity: 1 },
      ],
      mode: 'payment',
      success_url: 'https://shop.example/',
    });
    // A context of its own: the page shows a test card, which no page of a shop may.
    const context = await shop.browser.newContext();
    const page = await context.newPage();
    const sizes = new Map<string, Promise<number>>();
    page.on('response', (response) => {
      const size = response.body().then(
        (body) => brotliCompressSync(body).length,
        // The frame gives up a request whose answer it does not need.
        () => 0,
      );
      sizes.set(response.url(), size);
    });
    await page.goto(String(url));
    await page.frameLocator('#payment iframe').getByRole('textbox', { name: 'Card number' }).waitFor();
    await expect.poll(() => page.getByTestId('checkout-pay').isEnabled()).toBe(true);
    const all = await Promise.all([...sizes].map(async ([of, size]) => [new URL(of), await size] as const));
    console.info(`brotli: ${all.map(([{ pathname }, size]) => `${pathname} ${size}`).join(', ')}`);
    expect(new Set(all.map(([{ origin }]) => origin))).toEqual(new Set([shop.sandbox.url]));
    await context.close();
    expect(all.length).toBeGreaterThanOrEqual(4);
    expect(all.reduce((sum, [, size]) => sum + size, 0)).toBeLessThanOrEqual(60 * KB);
  });

  test('is 14 KB in all for an address form that can be typed into, with the states of its country, and 1.5 KB for another country', async () => {
    const address = { mode: 'shipping', defaultValues: { address: { country: 'US' } } } as const;
    const { requests, select } = await openAddress(shop, address);
    await select('State').waitFor();
    const sizeOf = async (url: string) =>
      brotliCompressSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length;
    const first = requests.filter(({ url }) => /\/address\.html$|\/US-[0-9a-f]+\.js$/.test(url));
    expect(first.length).toBe(2);
    const sizes = await Promise.all(first.map(({ url }) => sizeOf(url)));
    console.info(`brotli: ${sizes.join(' + ')} bytes`);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(14 * KB);
    const lists = Object.keys(hostHeaders).filter((path) => /\/[A-Z]{2}-[0-9a-f]+\.js$/.test(path));
    expect(lists.length).toBeGreaterThan(40);
    for (const path of lists)
      expect(await sizeOf(shop.sandbox.url + path), path).toBeLessThanOrEqual(1.5 * KB);
  });

  test(
    'is at most 2 KB for each further method of a Payment Element, and only when its row is opened',
    THOROUGH,
    async () => {
      const isMethod = ({ url }: { url: string }) => METHOD_CHUNK.test(url);
      const chunks = new Map<string, string>();
      const opened = new Set<string>();
      for (const currency of ['eur', 'usd', 'gbp', 'aud', 'nzd', 'pln', 'mxn']) {
        const layout = { type: 'accordion', visibleAccordionItemsCount: 0 } as const;
        const group = { mode: 'payment', amount: 1099, currency } as const;
        const { form, requests } = await openForm(shop, { group, element: { layout } });
        expect(requests.filter(isMethod)).toEqual([]);
        for (const radio of await form.getByRole('radio').all()) {
          const type = await radio.inputValue();
          if (opened.has(type)) continue;
          opened.add(type);
          const before = requests.length;
          await radio.click();
          await form.locator('.item.selected .panel > *').first().waitFor();
          const loaded = requests.slice(before).filter(isMethod);
          expect(loaded.length).toBeLessThanOrEqual(1);
          for (const { url } of loaded) chunks.set(type, url);
        }
        await shop.closePages();
      }
      const ofHost = Object.keys(hostHeaders).filter((path) => METHOD_CHUNK.test(path));
      expect(new Set([...chunks.values()].map((url) => new URL(url).pathname))).toEqual(new Set(ofHost));
      for (const [type, url] of chunks) {
        const body = Buffer.from(await (await fetch(url)).arrayBuffer());
        expect(brotliCompressSync(body).length, type).toBeLessThanOrEqual(2 * KB);
      }
    },
  );

  test('is 25 KB in all for four split fields, each file once', async () => {
    const checkout = await openSplit(shop, { only: [] });
    const sizes = await loaded(checkout, async () => {
      await checkout.page.reload();
      await Promise.all([checkout.page.waitForRequest(LATE), mountSplit(checkout, shop)]);
      await checkout.typeFields();
    });
    const total = totalOf(sizes);
    expect(sizes.size).toBe(4);
    expect(total).toBeLessThanOrEqual(25 * KB);
  });
});

describe('a frame under the address of one build', () => {
  const fixed = Object.entries(hostHeaders).filter(([path]) =>
    /^\/frame\/v1\/[0-9a-f]{8}\/\w+\.html$/.test(path),
  );

  test('is the same document with the same headers, to be kept for good', async () => {
    expect(fixed.map(([path]) => path.replace(/\/[0-9a-f]{8}\//, '/')).sort()).toEqual(
      frames.map(([path]) => path).sort(),
    );
    for (const [path, headers] of fixed) {
      const plain = path.replace(/\/[0-9a-f]{8}\//, '/');
      expect(headers, path).toEqual({
        ...hostHeaders[plain],
        'Cache-Control': 'public, max-age=31536000, immutable',
      });
      const [one, other] = await Promise.all(
        [path, plain].map(async (each) => (await fetch(shop.sandbox.url + each)).text()),
      );
      expect(one, path).toBe(other);
    }
  });

  test('is asked for once, however often a shopper comes back', async () => {
    const [path = ''] = fixed.find(([each]) => each.endsWith('/card.html')) ?? [];
    const host = await startHost({});
    try {
      const body = `<iframe src="${host.url}${path}" title="Secure card payment input frame"></iframe>`;
      const checkout = await shop.open({ script: false, mount: false, body });
      const visit = async () => {
        await checkout.number.pressSequentially('4242'.repeat(2));
        expect(await checkout.number.inputValue()).toBe('4242 4242');
      };
      await visit();
      const address = checkout.page.url();
      for (const url of ['about:blank', address]) await checkout.page.goto(url);
      await visit();
      expect(host.requests.map(({ url }) => url)).toEqual([path]);
    } finally {
      await host.close();
    }
  });
});

describe('what is asked of the host', () => {
  test('is nothing but the script and one document before a card can be typed into', async () => {
    const later = Object.keys(hostHeaders).filter((path) => /^\/frame\/.*\.js(?:on)?$/.test(path));
    const host = await startHost(Object.fromEntries(later.map((path) => [path, () => {}])));
    try {
      const checkout = await shop.open({ host: host.url, card: { hidePostalCode: true } });
      await checkout.typeCard();
      expect(later.length).toBeGreaterThan(10);
    } finally {
      await host.close();
    }
  });

  test('is the script, one document with a field that can be typed into, what calls the API once that is there, and one request for each call, without a preflight', async () => {
    const host = await startHost({ [PAYMENT_METHODS_PATH]: json(paymentMethod) });
    try {
      const checkout = await shop.open({ host: host.url, card: { hidePostalCode: true } });
      await checkout.typeCard();
      const asked = () => host.requests.map(({ method, url }) => `${method} ${url}`);
      const loaded = asked();
      expect(loaded.slice(0, 2)).toEqual([`GET ${SCRIPT_PATH}`, `GET ${FRAME_PATH}`]);
      expect(loaded[2]).toMatch(LATE);
      expect(loaded.length).toBe(3);
      await checkout.pay();
      await checkout.pay();
      expect(asked().slice(3)).toEqual(Array(2).fill(`POST ${PAYMENT_METHODS_PATH}`));
    } finally {
      await host.close();
    }
  });
});

/** The only frame that sends a form: it gets the page of a Checkout Session by it. */
/** Where the browser reads what Google Pay is, before the buttons open it. */
const GOOGLE_PAY = 'https://google.com/pay https://pay.google.com';
const CHECKOUT = '/frame/v1/checkout.html';

/** What some frames may do, or may not, beside what all may: show a page of a bank or of the host, and be of no origin. */
const MORE_POLICY: Record<string, string[]> = {
  '/frame/v1/challenge.html': ["frame-src 'self' https:", `sandbox ${bankSandbox.join(' ')}`],
  '/frame/v1/authenticated.html': ['sandbox allow-scripts'],
  [CHECKOUT]: [
    "frame-src 'self'",
    'sandbox allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox',
  ],
};

/** A directive of a policy; a document without a style allows none. */
const withoutHash = (directive: string) =>
  directive.replace(/'sha256-[\w+/=]+'/, 'its own').replace("style-src 'none'", 'style-src its own');

describe('the headers of', () => {
  test.for(Object.entries(hostHeaders))(
    '%s are those that the build wrote down [E7]',
    async ([path, wanted]) => {
      const { status, headers } = await fetch(shop.sandbox.url + path);
      expect(status).toBe(200);
      const lowerCase = Object.entries(wanted).map(([name, value]) => [name.toLowerCase(), value]);
      expect(Object.fromEntries(headers)).toMatchObject(Object.fromEntries(lowerCase));
    },
  );

  test('every file forbid to guess its type and to tell where one came from', () => {
    for (const [path, headers] of Object.entries(hostHeaders)) {
      expect(headers, path).toMatchObject({
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      });
    }
  });

  test('a frame allow the script and the style that are in it, the scripts and the API of its host, and nothing else', () => {
    expect(frames.length).toBeGreaterThan(0);
    for (const [path, headers] of frames) {
      const policy = headers['Content-Security-Policy']?.split('; ');
      expect(policy?.map(withoutHash).sort(), path).toEqual(
        [
          "base-uri 'none'",
          path.endsWith('/expressCheckout.html') ? `connect-src 'self' ${GOOGLE_PAY}` : "connect-src 'self'",
          "default-src 'none'",
          path === CHECKOUT ? "form-action 'self'" : "form-action 'none'",
          'style-src its own',
          "require-trusted-types-for 'script'",
          "script-src 'self' its own",
          "trusted-types 'none'",
          ...(MORE_POLICY[path] ?? []),
        ].sort(),
      );
      const opaque = policy?.includes('sandbox allow-scripts');
      expect(headers['Origin-Agent-Cluster'], path).toBe(opaque ? undefined : '?1');
      // Documents of other hosts do not say that they may be embedded.
      const embeds = headers['Content-Security-Policy']?.includes("frame-src 'self' https:");
      expect(headers['Cross-Origin-Embedder-Policy'], path).toBe(embeds ? undefined : 'require-corp');
    }
  });

  test('the page on errors allow its own style and nothing else', () => {
    const policy = hostHeaders['/docs/errors.html']?.['Content-Security-Policy']?.split('; ');
    expect(policy?.map(withoutHash).sort()).toEqual([
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      'style-src its own',
    ]);
  });

  test('a file with a hash in its name let it be kept for good, and no other', () => {
    for (const [path, headers] of Object.entries(hostHeaders)) {
      const hashed = /[-/][0-9a-f]{8}[./]/.test(path);
      expect(headers['Cache-Control']?.includes('immutable'), path).toBe(hashed);
    }
  });
});
