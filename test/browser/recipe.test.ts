/**
 * The recipe "add an Element" of docs/architecture.md, built and typed into. `test/frame/recipe` has the Element.
 *
 * @module-tag thorough
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { treeWithVoucher } from '../frame/recipe/tree.js';
import { publishable } from '../keys/make-keys.js';
import { launchBrowser } from './chromium.js';
import { type Answer, serve, type TestServer } from './servers.js';

/** The builds that the test loads, of the many: the Element's frame and the host's script. */
const ONLY_ITS_OWN = `
  import builds from './rollup.config.mjs';
  export default builds.filter(
    ({ input, output }) => input.voucher || output.entryFileNames === 'js/v1/payframe.js',
  );
`;

let tree: string;
let browser: Browser;
const servers: TestServer[] = [];

beforeAll(async () => {
  tree = treeWithVoucher();
  const rollup = resolve('node_modules/rollup/dist/bin/rollup');
  writeFileSync(join(tree, 'its-own.mjs'), ONLY_ITS_OWN);
  execFileSync(process.execPath, [rollup, '-c', 'its-own.mjs', '--silent'], { cwd: tree });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  for (const server of servers) await server.close();
  if (tree) rmSync(tree, { recursive: true });
});

async function start(answers: Record<string, Answer>, name: 'localhost' | '127.0.0.1') {
  const server = await serve(answers, name);
  servers.push(server);
  return server;
}

/** The files of the host that were built, with the headers that they must have. */
function hostFiles(): Record<string, Answer> {
  const folder = join(tree, 'dist/host');
  const headers: Record<string, Record<string, string>> = JSON.parse(
    readFileSync(join(folder, 'headers.json'), 'utf8'),
  );
  return Object.fromEntries(
    Object.entries(headers).map(([path, own]) => {
      const lowerCase = Object.entries(own).map(([name, value]) => [name.toLowerCase(), value]);
      return [path, { headers: Object.fromEntries(lowerCase), body: readFileSync(folder + path) }];
    }),
  );
}

test('a new Element is built, typed into, and makes a PaymentMethod', async () => {
  const sent: string[] = [];
  const host = await start(
    {
      ...hostFiles(),
      async '/v1/payment_methods'(request, response) {
        let body = '';
        for await (const chunk of request) body += chunk;
        sent.push(body);
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ id: 'pm_1', object: 'payment_method', type: 'voucher' }));
      },
    },
    '127.0.0.1',
  );
  const html = `<!doctype html><script src="${host.url}/js/v1/payframe.js"></script><div id="voucher"></div>`;
  const shop = await start({ '/': html }, 'localhost');
  const page = await browser.newPage();
  await page.goto(shop.url);
  await page.evaluate((key) => {
    // biome-ignore lint/suspicious/noExplicitAny: The types of this tree do not know the Element.
    const global = globalThis as any;
    global.payframe = global.Payframe(key);
    global.elements = global.payframe.elements();
    const element = global.elements.create('voucher');
    global.complete = new Promise((done) =>
      element.on('change', (event: { complete: boolean }) => event.complete && done(true)),
    );
    element.mount('#voucher');
  }, publishable);
  const field = page.frameLocator('#voucher iframe').getByRole('textbox', { name: 'Voucher code' });
  await field.pressSequentially('gift1234abcd');
  expect(await field.inputValue()).toBe('GIFT-1234-ABCD');
  expect(await page.evaluate('complete')).toBe(true);
  expect(await page.evaluate('elements.submit()')).toEqual({ selectedPaymentMethod: 'voucher' });
  expect(await page.evaluate('payframe.createPaymentMethod({ elements })')).toMatchObject({
    paymentMethod: { id: 'pm_1' },
  });
  expect(new URLSearchParams(sent[0]).get('voucher[code]')).toBe('GIFT1234ABCD');
});
