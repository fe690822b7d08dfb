/** The binding in an app with React 18. Needs the npm registry, or a cache of npm that has it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openApp, rendered } from '../browser/bundled.js';
import { type Checkout, type Checkouts, framesLoaded, startCheckouts } from '../browser/checkout.js';
import { countTimers, leftovers } from '../browser/leftovers.js';

let shop: Checkouts;
let folder: string;

beforeAll(async () => {
  const { npm } = (await import(/* @vite-ignore */ '../../scripts/install.mjs' as string)) as {
    npm(folder: string, args: string[]): Promise<void>;
  };
  folder = (await mkdtemp(join(tmpdir(), 'payframe-react-18-'))) + sep;
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  const install = npm(folder, [
    'install',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    'react@18',
    'react-dom@18',
  ]);
  [shop] = await Promise.all([startCheckouts(), install]);
});

afterEach(() => shop.closePages());

afterAll(async () => {
  await shop?.close();
  await rm(folder, { recursive: true, force: true });
});

const quiet = ({ console }: Checkout) => console.filter((line) => !line.includes('React DevTools'));
test('a card in StrictMode is typed and paid with, by one frame, without a line on the console', async () => {
  const checkout = await openApp(shop, 'react-page.tsx', { from: folder });
  await checkout.event('ready');
  await checkout.typeCard();
  await checkout.page.getByRole('button', { name: /Render/ }).click();
  await checkout.page.getByRole('button', { name: 'Pay' }).click();
  await expect.poll(() => checkout.page.getByRole('status').textContent()).toMatch(/^pm_/);
  expect(framesLoaded(checkout)).toBe(1);
  expect(quiet(checkout)).toEqual([]);
});

test('a card that a list moves is there to be typed anew', async () => {
  const checkout = await openApp(shop, 'react-page.tsx', { from: folder, data: { content: 'moving' } });
  await checkout.event('ready');
  await checkout.page.getByRole('button', { name: 'Turn' }).click();
  await checkout.event('ready', 2);
  await checkout.typeCard();
  expect(await checkout.events('loaderror')).toEqual([]);
  expect(quiet(checkout)).toEqual([]);
});

test('a server renders the page without a warning, and it is hydrated without one', async () => {
  const html = await rendered('react-server.tsx', folder);
  expect(html).toContain('<div id="card" class="even"></div>');
  const checkout = await openApp(shop, 'react-page.tsx', { from: folder, html });
  await checkout.event('ready');
  await checkout.page.getByText('In the browser').waitFor();
  await checkout.typeCard();
  expect(quiet(checkout)).toEqual([]);
});

test('nothing is left of 100 mounts and renders', async () => {
  const checkout = await openApp(shop, 'react-rounds.tsx', {
    from: folder,
    mode: 'production',
    before: countTimers,
  });
  const rounds = (count: number) => checkout.page.evaluate(`rounds(${count})`);
  await rounds(40);
  const before = await leftovers(checkout.page);
  await rounds(100);
  const after = await leftovers(checkout.page);
  expect(before).toMatchObject({ iframes: 0, timers: 0 });
  expect(after).toEqual({ ...before, heap: after.heap, ports: after.ports });
});
