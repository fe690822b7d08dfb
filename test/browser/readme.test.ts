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
import { cards, expiry } from './checkout.js';
import { sharedBrowser } from './chromium.js';
import { clickInto, typeInto } from './click-into.js';

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

/** Copies server and page of a guide into a new folder, starts the server, and opens the page. */
async function openCopied(guide: string): Promise<Page> {
  const folder = mkdtempSync(join(tmpdir(), 'payframe-readme-'));
  folders.push(folder);
  const port = await freePort();
  const js = copied(guide, 'js', [
    ['port: 4242', `port: ${new URL(sandbox.url).port}`],
    ['8000', `${port}`],
  ]);
  const html = copied(guide, 'html', [
    ['http://127.0.0.1:4242', sandbox.url],
    ['pk_test_…', sandbox.publishableKey],
  ]);
  writeFileSync(join(folder, 'server.mjs'), js);
  writeFileSync(join(folder, 'index.html'), html);
  mkdirSync(join(folder, 'node_modules'));
  const stripe = fileURLToPath(new URL('../../node_modules/stripe', import.meta.url));
  symlinkSync(stripe, join(folder, 'node_modules/stripe'));
  const server = spawn(process.execPath, ['server.mjs'], {
    cwd: folder,
    env: { ...process.env, SECRET_KEY: sandbox.secretKey },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  servers.push(server);
  const shop = `http://localhost:${port}`;
  await untilAnswered(shop, server);
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

test('a reader who copies the server and the page of the README has a paid order', async () => {
  const page = await openCopied('README.md');
  await clickInto(page.frameLocator('#card iframe').locator('#number'));
  await page.keyboard.type(`${cards.visa}${expiry.typed}12312345`);
  await page.getByRole('button', { name: 'Pay' }).click();
  await page.getByText('Thank you!').waitFor();
  expect(await orders(3600)).toEqual([{ status: 'succeeded', currency: 'eur' }]);
});

test('a reader who copies the guide of the Payment Element is told what is missing, and has a paid order', async () => {
  const page = await openCopied('docs/payment-element.md');
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
