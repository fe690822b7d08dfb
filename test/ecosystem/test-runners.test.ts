/** The tests that the guide shows for Playwright and Vitest, run by each runner in a shop with the guide's own files. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { findChromium } from '../browser/chromium-binary.js';
import { snippetWith } from '../docs/markdown.js';
import { type Folder, writeFolder } from '../docs/samples/folder.js';
import { scriptOf } from '../docs/samples/modules.js';
import { run } from './commands.js';
import { ecosystemFolder } from './install.js';

const SAMPLES = [
  snippetWith('docs/testing.md', '// test/account.js'),
  snippetWith('docs/testing.md', '// test/checkout.spec.js'),
  snippetWith('docs/testing.md', '// test/fixtures.js'),
  snippetWith('docs/testing.md', '// test/global-setup.js'),
  snippetWith('docs/testing.md', '// test/orders.test.js'),
  snippetWith('docs/testing.md', '// start-checkout.mjs'),
];

/** A test of the shop's own, with the guide's fixtures. */
const WITH_FIXTURES = `import { expect } from '@playwright/test';
  import { fillCard } from 'payframe/testing';
  import { test } from './fixtures.js';
  for (const order of ['first', 'second'])
    test('the ' + order + ' order is the only one of its account', async ({ account, page, shop }) => {
      const list = async () => {
        const headers = { Authorization: 'Bearer ' + account.secretKey };
        return (await (await fetch(account.url + '/v1/payment_intents', { headers })).json()).data;
      };
      expect(await list()).toEqual([]);
      await page.goto(shop.url + '/checkout');
      await fillCard(page, { number: '4242 4242 4242 4242', expiry: '12/34', cvc: '123', postalCode: '94110' });
      await page.getByRole('button', { name: 'Pay' }).click();
      await expect(page.getByText('Thank you')).toBeVisible();
      expect(await list()).toMatchObject([{ status: 'succeeded' }]);
    });`;

let folder: Folder;
let shop: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = writeFolder(SAMPLES.flatMap((sample) => scriptOf(sample) ?? []));
  shop = join(folder.path, 'docs/testing');
  mkdirSync(join(shop, 'node_modules/@playwright'), { recursive: true });
  symlinkSync(`${ecosystemFolder}node_modules/@playwright/test`, join(shop, 'node_modules/@playwright/test'));
  sandbox = await startSandbox({ port: 0, memory: true });
});
afterAll(async () => {
  folder?.remove();
  await sandbox?.close();
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, 'localhost', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

/** Runs a file by Playwright's runner, with the tests' Chromium. */
async function playwright(file: string, env: Record<string, string>, webServer?: object): Promise<string> {
  const { path, env: libraries } = await findChromium();
  const launchOptions = { executablePath: path, env: { ...process.env, ...libraries } };
  const use = { baseURL: `http://localhost:${env.PORT}`, launchOptions };
  const config = { testMatch: file, reporter: 'list', workers: 1, outputDir: 'results', use, webServer };
  folder.write('docs/testing/playwright.config.js', `export default ${JSON.stringify(config)};`);
  const command = `${ecosystemFolder}node_modules/@playwright/test/cli.js`;
  return run(shop, [process.execPath, command, 'test'], env);
}

test("Playwright starts the guide's server, and pays as the guide does", async () => {
  const PORT = `${await freePort()}`;
  const server = { command: 'node start-checkout.mjs', url: `http://localhost:${PORT}/checkout` };
  const said = await playwright('test/checkout.spec.js', { PORT }, server);
  expect(said).toContain('1 passed');
});

test("with the guide's fixtures, each worker of Playwright has an account, which is empty before each test", async () => {
  folder.write('docs/testing/test/own.spec.js', WITH_FIXTURES);
  const env = { SANDBOX_URL: sandbox.url, SANDBOX_KEY: sandbox.secretKey };
  expect(await playwright('test/own.spec.js', env)).toContain('2 passed');
});

test("Vitest starts a sandbox by the guide's setup, and each file has an account", async () => {
  const config = { test: { globalSetup: './test/global-setup.js', include: ['test/*.test.js'] } };
  folder.write('docs/testing/vitest.config.js', `export default ${JSON.stringify(config)};`);
  const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
  const said = await run(shop, [process.execPath, vitest, 'run', '--root', shop], { NO_COLOR: '1' });
  expect(said).toMatch(/Tests +1 passed/);
});
