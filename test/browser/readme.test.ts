/** The payment of the README's five minutes: its server and its page, copied into a new folder and started as it says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { snippetsOf } from '../docs/markdown.js';
import { cards, expiry } from './checkout.js';
import { launchBrowser } from './chromium.js';
import { clickInto } from './click-into.js';

const folder = mkdtempSync(join(tmpdir(), 'payframe-readme-'));
const snippets = snippetsOf('README.md', readFileSync('README.md', 'utf8'));

let sandbox: Sandbox;
let server: ChildProcess;

/** The snippet of this language that has all of these texts, each of them replaced as a reader has to. */
function copied(language: string, replaced: [string, string][]): string {
  const found = snippets.find(
    (snippet) => snippet.language === language && replaced.every(([text]) => snippet.code.includes(text)),
  );
  if (!found)
    throw new Error(`The README has no ${language} with ${replaced.map(([text]) => text).join(', ')}.`);
  return replaced.reduce((code, [from, to]) => code.replaceAll(from, to), found.code);
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, 'localhost', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

async function untilAnswered(url: string): Promise<void> {
  while (!(await fetch(url).catch(() => undefined))) {
    if (server.exitCode !== null) throw new Error('The server of the README ended.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

beforeAll(async () => {
  sandbox = await startSandbox({ memory: true, port: 0 });
});

afterAll(async () => {
  server?.kill('SIGKILL');
  await sandbox?.close();
  rmSync(folder, { recursive: true });
});

test('a reader who copies the server and the page of the README has a paid order', async () => {
  const port = await freePort();
  const hostPort = new URL(sandbox.url).port;
  const js = copied('js', [
    ['port: 4242', `port: ${hostPort}`],
    ['8000', `${port}`],
  ]);
  const html = copied('html', [
    ['http://127.0.0.1:4242', sandbox.url],
    ['pk_test_…', sandbox.publishableKey],
  ]);
  writeFileSync(join(folder, 'server.mjs'), js);
  writeFileSync(join(folder, 'index.html'), html);
  mkdirSync(join(folder, 'node_modules'));
  const stripe = fileURLToPath(new URL('../../node_modules/stripe', import.meta.url));
  symlinkSync(stripe, join(folder, 'node_modules/stripe'));
  server = spawn(process.execPath, ['server.mjs'], {
    cwd: folder,
    env: { ...process.env, SECRET_KEY: sandbox.secretKey },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const shop = `http://localhost:${port}`;
  await untilAnswered(shop);

  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.goto(shop);
  await clickInto(page.frameLocator('#card iframe').locator('#number'));
  await page.keyboard.type(`${cards.visa}${expiry.typed}12312345`);
  await page.getByRole('button', { name: 'Pay' }).click();
  await page.getByText('Thank you!').waitFor();
  await browser.close();

  const headers = { Authorization: `Bearer ${sandbox.secretKey}` };
  const { data } = (await (await fetch(`${sandbox.url}/v1/payment_intents`, { headers })).json()) as {
    data: unknown[];
  };
  expect(data).toMatchObject([{ status: 'succeeded', amount: 3600, currency: 'eur' }]);
});
