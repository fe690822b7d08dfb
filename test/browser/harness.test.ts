/** @module-tag thorough */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from './chromium.js';
import { unpacked } from './chromium-binary.js';
import { clickInto } from './click-into.js';
import { heapSnapshot, searchHeap } from './heap.js';
import { searchMemory } from './memory.js';
import { serve, type TestServer } from './servers.js';
import { outOfProcessFrames } from './targets.js';

// Not a literal: a search of the page's heap would find the source text of a literal that reached it.
const number = ['4242', '4242', '4242', '4242'].join('');

let browser: Browser;
let host: TestServer;
let shop: TestServer;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  const field = '<!doctype html><title>field</title><input id="field" autofocus>';
  host = await serve({ '/field': field, '/store': storageFrame }, '127.0.0.1');
  shop = await serve({ '/': `<!doctype html><h1>Shop</h1><iframe src="${host.url}/field"></iframe>` });
});

afterEach(() => page?.close());

afterAll(async () => {
  await browser?.close();
  await Promise.all([host?.close(), shop?.close()]);
});

describe('the browser', () => {
  test('is unpacked once, whole, when several runs start at the same time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'payframe-unpack-'));
    try {
      const [first, second] = await Promise.all([unpacked(folder), unpacked(folder)]);
      expect(first).toBe(second);
      for (const part of ['chromium', 'fonts', 'al2023/lib/libnss3.so']) {
        expect(existsSync(join(first, part)), part).toBe(true);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('gives a frame on another site a process of its own', async () => {
    page = await browser.newPage();
    await page.goto(shop.url);
    expect(await outOfProcessFrames(browser)).toEqual([`${host.url}/field`]);
  });

  test('types with real key events into a frame on another site', async () => {
    page = await browser.newPage();
    await page.goto(shop.url);
    const field = page.frameLocator('iframe').locator('#field');
    await clickInto(field);
    await page.keyboard.type(number);
    expect(await field.inputValue()).toBe(number);
  });

  test('draws text', async () => {
    page = await browser.newPage({ viewport: { width: 300, height: 100 } });
    await page.setContent(
      '<p id="a">iiii</p><style>p { display: inline-block; font: 20px system-ui }</style>',
    );
    const narrow = (await page.locator('#a').boundingBox())?.width ?? 0;
    const picture = await page.screenshot();
    await page.locator('#a').evaluate((node) => (node.textContent = 'WWWW'));
    const wide = (await page.locator('#a').boundingBox())?.width ?? 0;
    expect(wide).toBeGreaterThan(narrow * 2);
    expect((await page.screenshot()).equals(picture)).toBe(false);
  });

  test('asks nobody but the servers of the test for anything', async () => {
    page = await browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).origin));
    await page.goto(shop.url, { waitUntil: 'networkidle' });
    expect(new Set(asked)).toEqual(new Set([shop.url, host.url]));
  });
});

describe('stock features', () => {
  // A frame of the same host in two shops: what one stores the other sees, unless storage is partitioned.
  const crossing = async (options: { stockFeatures?: boolean }) => {
    const own = await launchBrowser(options);
    const [one, two] = await Promise.all([serve(embedding(host)), serve(embedding(host), '127.0.0.1')]);
    try {
      const context = await own.newContext();
      const [first, second] = [await context.newPage(), await context.newPage()];
      await first.goto(`${one.url}/`);
      await second.goto(`${two.url}/`);
      const heard = second
        .frames()[1]
        ?.evaluate(() => (globalThis as unknown as { heard: Promise<boolean> }).heard);
      await first.frames()[1]?.evaluate(() => new BroadcastChannel('cards').postMessage('hello'));
      return await heard;
    } finally {
      await own.close();
      await Promise.all([one.close(), two.close()]);
    }
  };

  test('partition what frames of one host can tell each other across shops', async () => {
    expect(await crossing({ stockFeatures: true })).toBe(false);
  });

  test('are off unless asked for, so that both kinds of browser can be tested', async () => {
    expect(await crossing({})).toBe(true);
  });
});

describe('the heap search', () => {
  test('finds a planted card number', async () => {
    page = await browser.newPage();
    await page.goto(shop.url);
    await page.evaluate(
      (parts) => Object.assign(window, { planted: parts.join('') }),
      number.match(/.{4}/g) ?? [],
    );
    expect((await searchHeap(page, number)).length).toBeGreaterThan(0);
  });

  test('finds one that was put together from parts, or that is kept as a number', async () => {
    page = await browser.newPage();
    const half = number.slice(8);
    const plants = [
      (part: string) => Object.assign(window, { planted: part + part }),
      (part: string) => {
        let typed = '';
        for (const key of part + part) typed += key;
        Object.assign(window, { planted: { typed } });
      },
      (part: string) => Object.assign(window, { planted: { typed: Number(part + part) } }),
    ];
    for (const plant of plants) {
      await page.goto(shop.url);
      expect(await searchHeap(page, number)).toEqual([]);
      await page.evaluate(plant, half);
      expect((await searchHeap(page, number)).length, plant.toString()).toBeGreaterThan(0);
    }
  });

  test('finds nothing of what was typed into a frame on another site', async () => {
    page = await browser.newPage();
    await page.goto(shop.url);
    await page.frameLocator('iframe').locator('#field').pressSequentially(number);
    expect(await searchHeap(page, /4242\D?4242/)).toEqual([]);
  });

  test('reads snapshots of more than 20 MB', async () => {
    page = await browser.newPage();
    await page.goto(shop.url);
    await page.evaluate((half) => {
      const many = Array.from({ length: 50_000 }, (_, index) => `value ${index}`.padEnd(100));
      Object.assign(window, { many, planted: half + half });
    }, number.slice(8));
    expect((await heapSnapshot(page)).length).toBeGreaterThan(20_000_000);
    expect((await searchHeap(page, number)).length).toBeGreaterThan(0);
  });
});

// Chromium's own sandbox, or the system, may forbid to read another process's memory.
describe('the memory search', () => {
  test('finds a card number that no heap snapshot has: in the DOM, in bytes', async ({ skip }) => {
    page = await browser.newPage();
    const half = number.slice(8);
    const plants = [
      (part: string) => document.body.append(part + part),
      (part: string) => Object.assign(window, { planted: new TextEncoder().encode(part + part) }),
    ];
    for (const plant of plants) {
      await page.goto(shop.url);
      await page.evaluate(plant, half);
      const found = await searchMemory(page, number);
      if (found === undefined) return skip();
      expect(found, plant.toString()).toBeGreaterThan(0);
    }
  });

  test('finds nothing in the page of what was typed into a frame on another site', async ({ skip }) => {
    page = await browser.newPage();
    await page.goto(shop.url);
    await page.frameLocator('iframe').locator('#field').pressSequentially(number);
    const found = await searchMemory(page, number);
    if (found === undefined) return skip();
    expect(found).toBe(0);
  });
});

const storageFrame = `<!doctype html><script>
  heard = new Promise((resolve) => {
    new BroadcastChannel('cards').onmessage = () => resolve(true);
    setTimeout(resolve, 1000, false);
  });
</script>`;

function embedding(server: TestServer) {
  return { '/': `<!doctype html><iframe src="${server.url}/store"></iframe>` };
}
