/** Pages and frames whose origin nobody can tell: files, and what is sandboxed. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Checkouts, startCheckouts } from '../browser/checkout.js';
import { onFrame } from './rogue.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts({ browser: { stockFeatures: true } });
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

test('a page that is a file is refused [E3]', async () => {
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

test('a page that is sandboxed, as the frame then is too, gets an error [E3]', async () => {
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

test('a page that sandboxes the frame gets an error [E5]', async () => {
  const checkout = await shop.open({
    mount: false,
    before: `if (self === top) ${onFrame("node.sandbox = 'allow-scripts'")}`,
  });
  await checkout.page.clock.install();
  await checkout.page.evaluate(mountAndNote, shop.sandbox.publishableKey);
  await checkout.page.frames()[1]?.waitForLoadState();
  await checkout.page.clock.runFor(10_000);
  expect(await checkout.events()).toEqual([{ type: 'loaderror', code: 'frame_timeout' }]);
});

/** Runs in a page: mounts a card and notes what becomes of it, errors by their code. */
function mountAndNote(key: string): void {
  const card = window.Payframe(key).elements().create('card');
  window.seen = [];
  card.on('loaderror', ({ error }) => window.seen.push({ type: 'loaderror', code: error.code }));
  card.on('ready', () => window.seen.push({ type: 'ready' }));
  card.on('change', () => window.seen.push({ type: 'change' }));
  card.mount('#card');
}
