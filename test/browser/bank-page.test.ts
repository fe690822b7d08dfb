/** The test bank's page of methods that redirect, as the shopper's whole window shows it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { officialClient } from '../sandbox/official.js';
import { shares } from '../thorough.js';
import { findings } from './axe.js';
import { sharedBrowser } from './chromium.js';
import { serve, type TestServer } from './servers.js';

let browser: Browser;
let sandbox: Sandbox;
let shop: TestServer;

beforeAll(async () => {
  [browser, sandbox, shop] = await Promise.all([
    sharedBrowser(),
    startSandbox({ port: 0, memory: true }),
    serve({ '/done': '<h1>Thank you</h1>' }),
  ]);
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(() => Promise.all([sandbox?.close(), shop?.close()]));

/** A payment that waits for its payer, with the address of the bank's page. */
async function waiting(type: string) {
  const intent = await officialClient(sandbox).paymentIntents.create({
    amount: 123_456,
    currency: 'eur',
    allowed_payment_method_types: [type],
    confirm: true,
    return_url: `${shop.url}/done`,
    payment_method_data: { type, billing_details: { address: { country: 'DE' } } },
  });
  return { id: intent.id, url: String(intent.next_action?.redirect_to_url?.url) };
}

const statusOf = async (id: string) => (await officialClient(sandbox).paymentIntents.retrieve(id)).status;

const button = (page: Page, name: string) => page.getByRole('button', { name });

describe('the bank’s page', () => {
  test('is answered without a script, and leads back to the shop', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    for (const [name, redirect, status] of [
      ['Authorise payment', 'succeeded', 'succeeded'],
      ['Fail payment', 'failed', 'requires_payment_method'],
    ] as const) {
      const { id, url } = await waiting('klarna');
      await page.goto(url);
      await button(page, name).click();
      await page.waitForURL(`${shop.url}/done?payment_intent=${id}&redirect_status=${redirect}`);
      expect(await statusOf(id)).toBe(status);
    }
  });

  test('is answered by the keyboard alone, and not again by going back', async () => {
    const page = await browser.newPage();
    const { id, url } = await waiting('ideal');
    await page.goto(url);
    await page.keyboard.press('Tab');
    await expect.poll(() => page.locator(':focus-visible').textContent()).toBe('Authorise payment');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.locator(':focus-visible').textContent()).toBe('Fail payment');
    await page.keyboard.press('Enter');
    const back = `${shop.url}/done?payment_intent=${id}&redirect_status=failed`;
    await page.waitForURL(back);
    await page.goBack();
    await page.waitForURL(back);
    expect(await statusOf(id)).toBe('requires_payment_method');
  });

  for (const [rows, options] of shares(['dark', 'light'] as const, 2))
    test.each(rows)(
      'fits 320 px without a finding of axe-core, in %s colours',
      options,
      async (colorScheme) => {
        const page = await browser.newPage({ colorScheme, viewport: { width: 320, height: 480 } });
        const { url } = await waiting('ideal');
        await page.goto(url);
        expect(await findings(page.mainFrame())).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBe(0);
        const { backgroundColor, color } = await page.evaluate(() => {
          const { backgroundColor, color } = getComputedStyle(document.body);
          return { backgroundColor, color };
        });
        const isDark = (rgb: string) => Number(rgb.match(/\d+/)?.[0]) < 128;
        expect([isDark(backgroundColor), isDark(color)]).toEqual(
          colorScheme === 'dark' ? [true, false] : [false, true],
        );
      },
    );

  test('that was left can be left: the payment waits, and begins anew at another page', async () => {
    const page = await browser.newPage();
    const { id, url } = await waiting('ideal');
    await page.goto(url);
    await page.close();
    expect(await statusOf(id)).toBe('requires_action');
    const again = await officialClient(sandbox).paymentIntents.confirm(id, {
      return_url: `${shop.url}/done`,
    });
    const later = await browser.newPage();
    await later.goto(url);
    expect(await later.getByRole('heading').textContent()).toBe('Nothing to confirm any more');
    await later.goto(String(again.next_action?.redirect_to_url?.url));
    await button(later, 'Authorise payment').click();
    await later.waitForURL(/redirect_status=succeeded/);
    expect(await statusOf(id)).toBe('succeeded');
  });
});
