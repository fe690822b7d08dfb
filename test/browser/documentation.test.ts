/**
 * The documentation's site, built as `npm run docs` does, and served as the sandbox does.
 *
 * @module-tag thorough
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { pageAt } from '../../sandbox/src/main/documentation.js';
import { serveFile } from '../../sandbox/src/main/host-files.js';
import { findingsOnce } from './axe.js';
import { sharedBrowser } from './chromium.js';
import { type Handler, serve, type TestServer } from './servers.js';
import { sideways } from './sideways.js';

let folder: string;
let server: TestServer;
let context: BrowserContext;
let page: Page;
/** What browsers complained of, such as a script that the policy forbids. */
let complaints: string[];

/** Answers as the sandbox does for a path of the site. */
const documentation: Handler = async (request, response) => {
  const path = new URL(request.url ?? '', 'http://any').pathname.slice('/docs/'.length);
  const file = pageAt(path, folder);
  if (!file) return void response.writeHead(404).end();
  const answer = serveFile(file, new Request(`http://any${request.url}`));
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
};

beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/payframe-docs-`);
  await promisify(execFile)(process.execPath, ['scripts/docs.mjs', 'build', '--outDir', folder]);
  const answers = new Proxy<Record<string, Handler>>({}, { get: () => documentation });
  server = await serve(answers);
});
afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() => open({}));
afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

async function open(options: Parameters<Awaited<ReturnType<typeof sharedBrowser>>['newContext']>[0]) {
  await context?.close();
  context = await (await sharedBrowser()).newContext(options);
  complaints = [];
  context.on('console', (message) => complaints.push(message.text()));
  context.on('weberror', (error) => complaints.push(String(error.error())));
  page = await context.newPage();
}

const visit = (path = '') => page.goto(`${server.url}/docs/${path}`);
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name });

test('a reader finds a guide by the search, with the keyboard alone', async () => {
  await visit();
  await heading('Payframe').waitFor();
  await expect
    .poll(async () => {
      await page.keyboard.press('Control+k');
      return page.getByRole('searchbox').isVisible();
    })
    .toBe(true);
  await page.keyboard.type('microdeposits');
  await page
    .getByRole('option', { name: /microdeposit/i })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).not.toBe(`${server.url}/docs/`);
  await expect.poll(() => page.getByRole('main').textContent()).toMatch(/microdeposit/i);
});

test('a guide leads to the others, and to a heading in one', async () => {
  await visit();
  await page.getByRole('main').getByRole('link', { name: 'threat model' }).first().click();
  await heading(/threat model|security/i).waitFor();
  await visit('hosting');
  expect(await page.locator('main a[href^="../"], main a[href$=".md"]').count()).toBe(0);
});

test('all is there without script', async () => {
  await open({ javaScriptEnabled: false });
  await visit('payment-element');
  await heading('The Payment Element').waitFor();
  await page.getByRole('link', { name: 'The card Element' }).first().click();
  await heading(/card element/i).waitFor();
});

test.each(['', 'checkout', 'security', 'api/payframe/interfaces/Payframe'])(
  'nothing of /docs/%s is wider than a small phone',
  async (path) => {
    await open({ viewport: { width: 320, height: 640 } });
    await visit(path);
    await heading(/./).waitFor();
    expect(await sideways(page)).toBe(0);
  },
);

test.each(['light', 'dark'] as const)('axe-core finds nothing, in %s', async (colorScheme) => {
  await open({ colorScheme });
  for (const path of ['', 'payment-methods', 'testing']) {
    await visit(path);
    await heading(/./).waitFor();
    expect([path, await findingsOnce(page.mainFrame())]).toEqual([path, []]);
  }
});

test('no page asks another host for anything', async () => {
  const hosts = new Set<string>();
  context.on('request', (request) => hosts.add(new URL(request.url()).origin));
  await visit();
  await page.waitForLoadState('networkidle');
  expect([...hosts]).toEqual([server.url]);
});

test('the pictures of a guide are there, in the colours of the reader’s system', async () => {
  await open({ colorScheme: 'dark' });
  await visit('checkout');
  const picture = page.getByRole('img', { name: /^Checkout:/ });
  await expect
    .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0);
  expect(await picture.evaluate((image) => (image as HTMLImageElement).currentSrc)).toContain(
    'checkout-dark',
  );
});

test('a reader who wants nothing to move gets a still of the recording', async () => {
  await open({ reducedMotion: 'reduce' });
  await visit();
  const recording = page.getByRole('img', { name: /^A recording/ });
  await expect
    .poll(() => recording.evaluate((image) => (image as HTMLImageElement).currentSrc))
    .toContain('payment-still');
});
