/**
 * The example of a marketplace, as its server serves it: the host on 127.0.0.1, the market on localhost.
 *
 * @module-tag thorough
 */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { payByMethod } from '../../src/testing/index.js';
import { findings } from './axe.js';
import { type ExampleShop, startExample } from './example-shop.js';
import { press } from './press.js';
import { screenshot } from './screens.js';

let market: ExampleShop;
let page: Page;
let troubles: string[];

beforeAll(async () => {
  market = await startExample('marketplace');
});

afterEach(async () => {
  await page?.context().close();
  expect(troubles).toEqual([]);
});

afterAll(() => market?.close());

async function visit(options?: BrowserContextOptions) {
  ({ page, troubles } = await market.visit(options));
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const link = (name: string) => page.getByRole('link', { name });

/** Asserts that a page can be used by everybody. */
async function look(picture: string) {
  await screenshot(page, `marketplace-${picture}`);
  expect(await findings(page.mainFrame()), picture).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), picture).toBe(0);
}

describe('a marketplace', () => {
  test('sells for a seller who has set up payments, keeps its share, and pays the seller out', async () => {
    await visit({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
    await expect.poll(() => page.getByText('Not on sale yet').count()).toBe(2);
    await look('home');

    await link('Mara’s Pottery').click();
    await look('new-seller');
    await button('Set up payments').click();
    await button('Leave for now').click();
    await page.waitForURL(`${market.url}/sellers/mara`);
    await button('Set up payments').click();
    await button('Fill in test data and finish').click();
    await page.waitForURL(`${market.url}/sellers/mara`);
    // The host checks what was given, which takes it a moment.
    await expect
      .poll(async () => {
        await page.reload();
        return page.getByRole('status').textContent();
      })
      .toBe('You can sell, and are paid.');

    await link('Shoreline Market').click();
    await expect.poll(() => page.getByText('Not on sale yet').count()).toBe(1);
    await link('Buy for $52.00').click();
    await payByMethod(page, 'card', {
      // A card whose money is available at once.
      'Card number': ['4000', '0000', '0000', '0077'].join(''),
      'Expiration date': '12/40',
      'Security code': '123',
      'Country or region': 'Germany',
    });
    await look('checkout');
    await press(button('Pay $52.00'));
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    await page.getByText('$46.80 to the seller, $5.20 to the market').waitFor();
    await look('paid');

    await page.goto(`${market.url}/sellers/mara`);
    await look('seller');
    await button('Pay out $46.80').click();
    await page.getByText(/^\$46\.80: (pending|in_transit|paid)$/).waitFor();
    await expect.poll(() => button(/^Pay out/).count()).toBe(0);

    await button('Open your account').click();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await page.getByText('Mara’s Pottery').waitFor();
    await page.getByRole('cell', { name: '$46.80' }).waitFor();
    await look('account');
  });

  test('sells nothing for a seller who has not', async () => {
    await visit();
    await page.goto(`${market.url}/sellers/jonas/buy`);
    expect(page.url()).toBe(`${market.url}/`);
  });
});
