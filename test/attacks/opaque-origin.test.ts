/** Pages and frames whose origin nobody can tell: files, and what is sandboxed. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Checkouts, startCheckouts } from '../browser/checkout.js';
import { shares } from '../thorough.js';
import { onFrame } from './rogue.js';
import { SUBJECTS, type Subject } from './subjects.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts({ browser: { stockFeatures: true } });
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

const ONE_OF_ALL = shares(SUBJECTS, SUBJECTS.length);

for (const [subjects, options] of ONE_OF_ALL)
  test.for(subjects)('a page that is a file is refused a %s Element [E3]', options, async ([, subject]) => {
    const folder = await mkdtemp(join(tmpdir(), 'payframe-file-'));
    try {
      const file = join(folder, 'checkout.html');
      await writeFile(file, `<div id="card"></div><script src="${shop.sandbox.script}"></script>`);
      const { page } = await shop.open({ mount: false });
      await page.goto(`file://${file}`);
      await page.evaluate(mountAndNote, mounting(subject));
      await page.waitForFunction(() => window.seen.length);
      expect(await page.evaluate(() => window.seen)).toEqual([{ type: 'loaderror', code: 'insecure_page' }]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

for (const [subjects, options] of ONE_OF_ALL)
  test.for(subjects)(
    'a page that is sandboxed, as the frame of a %s Element then is too, gets an error [E3]',
    options,
    async ([, subject]) => {
      const inner = await shop.open({ mount: false });
      const body = `<iframe sandbox="allow-scripts" src="${inner.page.url()}"></iframe>`;
      const outer = await shop.open({ mount: false, body });
      await outer.page.clock.install();
      const sandboxed = outer.page.frames()[1];
      await sandboxed?.evaluate(mountAndNote, mounting(subject));
      await sandboxed?.childFrames()[0]?.waitForLoadState();
      await outer.page.clock.runFor(10_000);
      const seen = await sandboxed?.evaluate(() => window.seen);
      expect(seen).toEqual([{ type: 'loaderror', code: 'frame_timeout' }]);
    },
  );

for (const [subjects, options] of ONE_OF_ALL)
  test.for(subjects)(
    'a page that sandboxes the frame of a %s Element gets an error [E5]',
    options,
    async ([, subject]) => {
      const checkout = await shop.open({
        mount: false,
        before: `if (self === top) ${onFrame("node.sandbox = 'allow-scripts'")}`,
      });
      await checkout.page.clock.install();
      await checkout.page.evaluate(mountAndNote, mounting(subject));
      await checkout.page.frames()[1]?.waitForLoadState();
      await checkout.page.clock.runFor(10_000);
      expect(await checkout.events()).toEqual([{ type: 'loaderror', code: 'frame_timeout' }]);
    },
  );

const mounting = ({ type, group = {}, card }: Subject) => ({
  key: shop.sandbox.publishableKey,
  type,
  group,
  card: card || {},
});

/** Runs in a page: mounts an Element and notes what becomes of it, errors by their code. */
function mountAndNote({ key, type, group, card }: ReturnType<typeof mounting>): void {
  const element = window
    .Payframe(key)
    .elements(group)
    .create(type as 'card', card);
  window.seen = [];
  element.on('loaderror', ({ error }) => window.seen.push({ type: 'loaderror', code: error.code }));
  element.on('ready', () => window.seen.push({ type: 'ready' }));
  element.on('change', () => window.seen.push({ type: 'change' }));
  element.mount('#card');
}
