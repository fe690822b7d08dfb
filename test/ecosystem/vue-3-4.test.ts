/** The binding in an app with Vue 3.4. Needs the npm registry, or a cache of npm that has it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openApp, rendered } from '../browser/bundled.js';
import { type Checkouts, startCheckouts } from '../browser/checkout.js';

let shop: Checkouts;
let folder: string;

beforeAll(async () => {
  const { npm } = (await import(/* @vite-ignore */ '../../scripts/install.mjs' as string)) as {
    npm(folder: string, args: string[]): Promise<void>;
  };
  folder = (await mkdtemp(join(tmpdir(), 'payframe-vue-3-4-'))) + sep;
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  const install = npm(folder, ['install', '--prefer-offline', '--no-audit', '--no-fund', 'vue@~3.4']);
  [shop] = await Promise.all([startCheckouts(), install]);
});

afterEach(() => shop.closePages());

afterAll(async () => {
  await shop?.close();
  await rm(folder, { recursive: true, force: true });
});

test.for(['card', 'kept', 'teleported'])('a card is typed and paid with: %s', async (content) => {
  const checkout = await openApp(shop, 'vue-page.ts', { from: folder, data: { content } });
  const { page } = checkout;
  const press = (name: string) => page.getByRole('button', { name }).click();
  await checkout.event('ready');
  await press('Render');
  await press('Switch');
  if (content === 'kept') await press('Switch');
  if (content !== 'card') await checkout.event('ready', 2);
  await checkout.typeCard();
  await press('Pay');
  await expect.poll(() => page.getByRole('status').textContent()).toMatch(/^pm_/);
  expect(checkout.console).toEqual([]);
});

test('a server renders the page without a warning, and it is hydrated without one', async () => {
  const html = await rendered('vue-server.ts', folder);
  expect(html).toContain('<div class="even" id="card"></div>');
  const checkout = await openApp(shop, 'vue-page.ts', { from: folder, html });
  await checkout.event('ready');
  await checkout.page.getByText('In the browser').waitFor();
  await checkout.typeCard();
  expect(checkout.console).toEqual([]);
});
