import { brotliCompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Checkouts, startCheckouts } from './checkout.js';
import {
  FRAME_PATH,
  hostHeaders,
  json,
  PAYMENT_METHODS_PATH,
  paymentMethod,
  SCRIPT_PATH,
  startHost,
} from './hosts.js';

const KB = 1024;

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

describe('what a browser loads', () => {
  test('is 8 KB of script for the page and 20 KB in all for its first card, in brotli', async () => {
    const checkout = await shop.open({ mount: false });
    const sizes = new Map<string, number>();
    const measured: Promise<void>[] = [];
    const measure = async (url: string) => {
      const body = Buffer.from(await (await fetch(url)).arrayBuffer());
      sizes.set(new URL(url).pathname, brotliCompressSync(body).length);
    };
    checkout.page.on('request', (request) => measured.push(measure(request.url())));
    // With the page open, anew: all that it asks the host for from the first byte to the field that can be typed into.
    await checkout.page.reload();
    await checkout.mount();
    await Promise.all(measured);
    const ours = [...sizes].filter(([path]) => path in hostHeaders);
    const total = ours.reduce((sum, [, size]) => sum + size, 0);
    console.info(
      `brotli: ${ours.map(([path, size]) => `${path} ${size}`).join(', ')}, in all ${total} bytes`,
    );
    expect(ours.length).toBe(3);
    expect(sizes.get(SCRIPT_PATH)).toBeLessThanOrEqual(8 * KB);
    expect(total).toBeLessThanOrEqual(20 * KB);
  });
});

describe('what is asked of the host', () => {
  test('is the script, the frame and its script, and one request for each call, without a preflight', async () => {
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
      expect(loaded.length).toBe(3);
      await checkout.pay();
      await checkout.pay();
      expect(asked().slice(3)).toEqual(Array(2).fill(`POST ${PAYMENT_METHODS_PATH}`));
    } finally {
      await host.close();
    }
  });
});

describe('the headers of', () => {
  test.for(Object.entries(hostHeaders))('%s are those that the build wrote down', async ([path, wanted]) => {
    const { status, headers } = await fetch(shop.sandbox.url + path);
    expect(status).toBe(200);
    const lowerCase = Object.entries(wanted).map(([name, value]) => [name.toLowerCase(), value]);
    expect(Object.fromEntries(headers)).toMatchObject(Object.fromEntries(lowerCase));
  });

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
    const frames = Object.entries(hostHeaders).filter(([path]) => path.endsWith('.html'));
    expect(frames.length).toBeGreaterThan(0);
    for (const [path, headers] of frames) {
      const policy = headers['Content-Security-Policy']?.split('; ');
      const style = /style-src '(?:none|sha256-[\w+/=]+)'/;
      expect(policy?.map((directive) => directive.replace(style, 'its own style')).sort(), path).toEqual([
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "form-action 'none'",
        'its own style',
        "require-trusted-types-for 'script'",
        "script-src 'self'",
        "trusted-types 'none'",
      ]);
      expect(headers, path).toMatchObject({
        'Origin-Agent-Cluster': '?1',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      });
    }
  });

  test('a file with a hash in its name let it be kept for good, and no other', () => {
    for (const [path, headers] of Object.entries(hostHeaders)) {
      const hashed = /-[0-9a-f]{8}[./]/.test(path);
      expect(headers['Cache-Control']?.includes('immutable'), path).toBe(hashed);
    }
  });
});
