import { brotliCompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import bankSandbox from '../../src/frame/challenge/bank-sandbox.json' with { type: 'json' };
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

/** What speaks with the API: a field asks for it once it can be typed into. */
const LATE = /\/frame\/v1\/calls-[0-9a-f]+\.js$/;

function totalOf(sizes: Map<string, number>): number {
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  console.info(
    `brotli: ${[...sizes].map(([path, size]) => `${path} ${size}`).join(', ')}, in all ${total} bytes`,
  );
  return total;
}

describe('what a browser loads', () => {
  test('is 9 KB of script for the page, 20 KB in all for its first card and 4 KB once that is there, in brotli', async () => {
    const checkout = await shop.open({ mount: false });
    // With the page open, anew: all that it asks the host for from the first byte to the field that can be typed into.
    const sizes = await loaded(checkout, async () => {
      await checkout.page.reload();
      await Promise.all([checkout.page.waitForRequest(LATE), checkout.mount()]);
    });
    const total = totalOf(sizes);
    expect(sizes.size).toBe(4);
    const [, late = 0] = [...sizes].find(([path]) => LATE.test(path)) ?? [];
    expect(sizes.get(SCRIPT_PATH)).toBeLessThanOrEqual(9 * KB);
    expect(total - late).toBeLessThanOrEqual(20 * KB);
    expect(late).toBeLessThanOrEqual(4 * KB);
  });

  test('is 25 KB in all for four split fields, each file once', async () => {
    const checkout = await openSplit(shop, { only: [] });
    const sizes = await loaded(checkout, async () => {
      await checkout.page.reload();
      await Promise.all([checkout.page.waitForRequest(LATE), mountSplit(checkout, shop)]);
      await checkout.typeFields();
    });
    const total = totalOf(sizes);
    expect(sizes.size).toBe(5);
    expect(total).toBeLessThanOrEqual(25 * KB);
  });
});

describe('what is asked of the host', () => {
  test('is the script, the frame and its scripts, and one request for each call, without a preflight', async () => {
    const host = await startHost({ [PAYMENT_METHODS_PATH]: json(paymentMethod) });
    try {
      const checkout = await shop.open({ host: host.url, card: { hidePostalCode: true } });
      await checkout.typeCard();
      const scripts = Object.keys(hostHeaders).filter(
        (path) => path.startsWith('/frame/') && path.endsWith('.js'),
      );
      const asked = () => host.requests.map(({ method, url }) => `${method} ${url}`);
      const loaded = asked();
      expect(loaded.slice(0, 2)).toEqual([`GET ${SCRIPT_PATH}`, `GET ${FRAME_PATH}`]);
      expect(scripts.map((path) => `GET ${path}`)).toContain(loaded[2]);
      expect(loaded[3]).toMatch(LATE);
      expect(loaded.length).toBe(4);
      await checkout.pay();
      await checkout.pay();
      expect(asked().slice(4)).toEqual(Array(2).fill(`POST ${PAYMENT_METHODS_PATH}`));
    } finally {
      await host.close();
    }
  });
});

/** What two frames may do, or may not, beside what all may: show a bank's page, and be of no origin. */
const MORE_POLICY: Record<string, string[]> = {
  '/frame/v1/challenge.html': ["frame-src 'self' https:", `sandbox ${bankSandbox.join(' ')}`],
  '/frame/v1/authenticated.html': ['sandbox allow-scripts'],
};

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

  test('a frame allow its own script, its own style and its own API, and nothing else', () => {
    const frames = Object.entries(hostHeaders).filter(([path]) => /^\/frame\/.*\.html$/.test(path));
    expect(frames.length).toBeGreaterThan(0);
    for (const [path, headers] of frames) {
      const policy = headers['Content-Security-Policy']?.split('; ');
      const style = /style-src '(?:none|sha256-[\w+/=]+)'/;
      expect(policy?.map((directive) => directive.replace(style, 'its own style')).sort(), path).toEqual(
        [
          "base-uri 'none'",
          "connect-src 'self'",
          "default-src 'none'",
          "form-action 'none'",
          'its own style',
          "require-trusted-types-for 'script'",
          "script-src 'self'",
          "trusted-types 'none'",
          ...(MORE_POLICY[path] ?? []),
        ].sort(),
      );
      const opaque = policy?.includes('sandbox allow-scripts');
      expect(headers['Origin-Agent-Cluster'], path).toBe(opaque ? undefined : '?1');
      const embeds = headers['Content-Security-Policy']?.includes('frame-src');
      expect(headers['Cross-Origin-Embedder-Policy'], path).toBe(embeds ? undefined : 'require-corp');
    }
  });

  test('the page on errors allow its own style and nothing else', () => {
    const policy = hostHeaders['/docs/errors.html']?.['Content-Security-Policy']?.split('; ');
    const style = /'sha256-[\w+/=]+'/;
    expect(policy?.map((directive) => directive.replace(style, 'its own')).sort()).toEqual([
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      'style-src its own',
    ]);
  });

  test('a file with a hash in its name let it be kept for good, and no other', () => {
    for (const [path, headers] of Object.entries(hostHeaders)) {
      const hashed = /-[0-9a-f]{8}[./]/.test(path);
      expect(headers['Cache-Control']?.includes('immutable'), path).toBe(hashed);
    }
  });
});
