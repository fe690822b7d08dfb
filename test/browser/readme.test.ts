/** The payments of the guides' five minutes: server and page of each, copied into a new folder and started as it says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { snippetsOf } from '../docs/markdown.js';
import { officialClient } from '../sandbox/official.js';
import { numbers } from '../testing/scenarios.js';
import { cards, expiry } from './checkout.js';
import { sharedBrowser } from './chromium.js';
import { clickInto, typeInto } from './click-into.js';
import { gotFocus } from './focus.js';

const folders: string[] = [];
const servers: ChildProcess[] = [];

let sandbox: Sandbox;
let browser: Browser;

/** The snippet of this language that has all of these texts, each of them replaced as a reader has to. */
function copied(guide: string, language: string, replaced: [string, string][]): string {
  const found = snippetsOf(guide, readFileSync(guide, 'utf8')).find(
    (snippet) => snippet.language === language && replaced.every(([text]) => snippet.code.includes(text)),
  );
  if (!found)
    throw new Error(`${guide} has no ${language} with ${replaced.map(([text]) => text).join(', ')}.`);
  return replaced.reduce((code, [from, to]) => code.replaceAll(from, to), found.code);
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, 'localhost', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

async function untilAnswered(url: string, server: ChildProcess): Promise<void> {
  while (!(await fetch(url).catch(() => undefined))) {
    if (server.exitCode !== null) throw new Error('The server of the guide ended.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Copies what a guide has into a new folder, starts its server, and opens the page. */
async function openCopied(server: string, files: Record<string, string>, port: number): Promise<Page> {
  const folder = mkdtempSync(join(tmpdir(), 'payframe-readme-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, 'node_modules'));
  const stripe = fileURLToPath(new URL('../../node_modules/stripe', import.meta.url));
  symlinkSync(stripe, join(folder, 'node_modules/stripe'));
  const { secretKey: SECRET_KEY, publishableKey: PUBLISHABLE_KEY } = sandbox;
  const running = spawn(process.execPath, [server], {
    cwd: folder,
    env: { ...process.env, SECRET_KEY, PUBLISHABLE_KEY },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  servers.push(running);
  const shop = `http://localhost:${port}`;
  await untilAnswered(shop, running);
  const page = await browser.newPage();
  await page.goto(shop);
  return page;
}

beforeAll(async () => {
  [sandbox, browser] = await Promise.all([startSandbox({ memory: true, port: 0 }), sharedBrowser()]);
});

afterAll(async () => {
  await Promise.all(browser?.contexts().map((context) => context.close()) ?? []);
  for (const server of servers) server.kill('SIGKILL');
  await sandbox?.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const orders = async (amount: number) => {
  const { data } = await officialClient(sandbox).paymentIntents.list();
  return data
    .filter((intent) => intent.amount === amount)
    .map(({ status, currency }) => ({ status, currency }));
};

test('a reader who copies the shop of the README is told of a declined card, and has one paid order', async () => {
  const port = await freePort();
  const shop = copied('README.md', 'js', [
    ['http://127.0.0.1:4242', sandbox.url],
    ['4242,', `${new URL(sandbox.url).port},`],
    ['8000', `${port}`],
  ]);
  const page = await openCopied('shop.mjs', { 'shop.mjs': shop }, port);
  const number = page.frameLocator('#card iframe').locator('#number');
  const pay = () => page.getByRole('button', { name: 'Pay' }).click();
  await clickInto(number);
  await page.keyboard.type(`${numbers.declined}${expiry.typed}12312345`);
  await pay();
  await page.getByText('Your card has insufficient funds.').waitFor();
  await page.frameLocator('#card iframe').locator('#cardNumber').click();
  await gotFocus(number);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(cards.visa);
  await pay();
  await page.getByText('Thank you!').waitFor();
  expect(await orders(3600)).toEqual([{ status: 'succeeded', currency: 'eur' }]);
});

test('a reader who copies the guide of the Payment Element is told what is missing, and has a paid order', async () => {
  const port = await freePort();
  const server = copied('docs/payment-element.md', 'js', [
    ['port: 4242', `port: ${new URL(sandbox.url).port}`],
    ['8000', `${port}`],
  ]);
  const html = copied('docs/payment-element.md', 'html', [
    ['http://127.0.0.1:4242', sandbox.url],
    ['pk_test_…', sandbox.publishableKey],
  ]);
  const page = await openCopied('server.mjs', { 'server.mjs': server, 'index.html': html }, port);
  const form = page.frameLocator('#payment iframe');
  await form.getByRole('radio', { name: 'Card' }).waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Pay' }).click();
  await page.getByText('Choose a payment method.').waitFor();
  await form.getByText('Card', { exact: true }).click();
  await typeInto(form.getByRole('textbox', { name: 'Card number' }), `${cards.visa}${expiry.typed}12312345`);
  await page.getByRole('button', { name: 'Pay' }).click();
  await page.getByText('The payment is succeeded.').waitFor();
  expect(await orders(1099)).toEqual([{ status: 'succeeded', currency: 'eur' }]);
});
