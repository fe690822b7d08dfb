/** The buttons that copy keys, ids and secrets, and the policy that lets no other script run. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { officialClient } from '../sandbox/official.js';
import { sharedBrowser } from './chromium.js';

let browser: Browser;
let sandbox: Sandbox;
let endpoint: Stripe.WebhookEndpoint;

beforeAll(async () => {
  [browser, sandbox] = await Promise.all([sharedBrowser(), startSandbox({ port: 0, memory: true })]);
  const url = 'https://shop.example/webhook';
  endpoint = await officialClient(sandbox).webhookEndpoints.create({ url, enabled_events: ['*'] });
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(() => sandbox?.close());

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const permissions = ['clipboard-read', 'clipboard-write'];
  const page = await (await browser.newContext({ permissions, ...options })).newPage();
  await page.goto(`${sandbox.url}/dashboard${path}`);
  return page;
}

const saysCopied = (page: Page) =>
  page
    .getByRole('status')
    .filter({ hasText: /^Copied$/ })
    .waitFor();
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

describe('a button', () => {
  test('copies a signing secret and an id, and says so', async () => {
    const page = await open(`/webhooks/${endpoint.id}`);
    await page.getByRole('button', { name: 'Copy the id' }).click();
    await saysCopied(page);
    expect(await copied(page)).toBe(endpoint.id);
    await page.getByRole('button', { name: 'Reveal the signing secret' }).click();
    await page.getByRole('button', { name: 'Copy the signing secret' }).press('Enter');
    await saysCopied(page);
    expect(await copied(page)).toBe(endpoint.secret);
  });

  test('copies a key that was just created, a revealed one and a publishable one', async () => {
    const page = await open('/keys/new/secret');
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByRole('button', { name: 'Copy the key' }).click();
    await saysCopied(page);
    const key = await copied(page);
    expect(key).toMatch(/^sk_test_\w{32}$/);
    await page.getByRole('link', { name: 'View the key' }).click();
    await page.getByRole('button', { name: 'Reveal the key' }).click();
    await page.getByRole('button', { name: 'Copy the key' }).waitFor();
    await page.goto(`${sandbox.url}/dashboard/keys`);
    await page.getByRole('button', { name: 'Copy the publishable key' }).first().click();
    await saysCopied(page);
    expect(await copied(page)).toMatch(/^pk_test_/);
  });

  test('is not there for a key that is hidden, nor where scripts are switched off: a click selects all then', async () => {
    const { row } = await sandbox.keys.create({ kind: 'secret', livemode: false });
    const hidden = await open(`/keys/${row.id}`);
    await hidden.getByRole('button', { name: 'Reveal the key' }).waitFor();
    expect(await hidden.getByRole('button', { name: /Copy/ }).count()).toBe(0);
    const page = await open(`/webhooks/${endpoint.id}`, { javaScriptEnabled: false });
    expect(await page.getByRole('button', { name: /Copy/ }).count()).toBe(0);
    const style = await page
      .locator('[data-copy]')
      .first()
      .evaluate((field) => getComputedStyle(field).userSelect);
    expect(style).toBe('all');
  });

  test('says what to do where the browser copies nothing', async () => {
    const page = await open(`/webhooks/${endpoint.id}`);
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
    });
    await page.getByRole('button', { name: 'Copy the id' }).click();
    await page.getByRole('status').getByText('It is selected').waitFor();
    expect(await page.evaluate(() => String(getSelection()))).toBe(endpoint.id);
  });
});

describe('the policy of a page', () => {
  /** Opens a page into which somebody has put markup, and its own script with a change. */
  async function attacked(change: (html: string) => string): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    await page.route('**/dashboard/**', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: change(await response.text()) });
    });
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
        (globalThis as { refused?: string[] }).refused ??= [];
        (globalThis as { refused?: string[] }).refused?.push(violatedDirective);
      });
    });
    await page.goto(`${sandbox.url}/dashboard/webhooks/${endpoint.id}`);
    return page;
  }

  const refused = (page: Page) => page.evaluate(() => (globalThis as { refused?: string[] }).refused ?? []);
  const ran = (page: Page) => page.evaluate(() => 'ran' in globalThis);

  test.each([
    ['an inserted script', '<script>globalThis.ran = true</script>', 'script-src-elem'],
    ['a handler in an attribute', '<img src="x" onerror="globalThis.ran = true">', 'script-src-attr'],
    ['a script of this host', '<script src="/js/v1/payframe.js"></script>', 'script-src-elem'],
    ['a script of another host', '<script src="https://evil.example/x.js"></script>', 'script-src-elem'],
  ])('%s does not run, and the buttons are still there [S15]', async (_name, markup, directive) => {
    const page = await attacked((html) => html.replace('<main>', `<main>${markup}`));
    await page.getByRole('button', { name: 'Copy the id' }).waitFor();
    await expect.poll(() => refused(page)).toContain(directive);
    expect(await ran(page)).toBe(false);
    expect(await page.evaluate(() => 'Payframe' in globalThis)).toBe(false);
  });

  test('its own script does not run with a character more [S15]', async () => {
    const page = await attacked((html) =>
      html.replace("'use strict';", "'use strict'; globalThis.ran = true;"),
    );
    await expect.poll(() => refused(page)).toContain('script-src-elem');
    expect(await ran(page)).toBe(false);
    expect(await page.getByRole('button', { name: 'Copy the id' }).count()).toBe(0);
  });
});
