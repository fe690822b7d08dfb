/**
 * The two examples with a Checkout Session, as their servers serve them: the host on 127.0.0.1, the shop on localhost.
 *
 * @module-tag thorough
 */
import { readFileSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { authoriseAtBank, payCheckout } from '../../src/testing/index.js';
import { findings } from './axe.js';
import { type ExampleShop, startExample } from './example-shop.js';
import { screenshot } from './screens.js';

let page: Page;
let troubles: string[];

const startedBy = (name: string) => {
  let shop: ExampleShop;
  beforeAll(async () => {
    shop = await startExample(name);
  });
  afterAll(() => shop?.close());
  return async (options?: BrowserContextOptions) => {
    ({ page, troubles } = await shop.visit(options));
  };
};

afterEach(async () => {
  await page?.context().close();
  // What the browser says of a frame in a page of its own host.
  expect(troubles.filter((trouble) => !trouble.includes('can escape its sandboxing'))).toEqual([]);
});

const thanks = () => page.getByRole('heading', { name: 'Thank you' }).waitFor();

describe('checkout by redirect', () => {
  const visit = startedBy('checkout-redirect');

  test('leads a shopper to the host, and back when they have paid', async () => {
    await visit({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
    expect(await findings(page.mainFrame())).toEqual([]);
    await screenshot(page, 'checkout-redirect');
    await page.getByRole('button', { name: 'Buy' }).click();
    await payCheckout(page, { email: 'ada@shop.example' });
    await thanks();
    expect(await findings(page.mainFrame())).toEqual([]);
  });

  test('also by way of a bank', async () => {
    await visit();
    await page.getByRole('button', { name: 'Buy' }).click();
    await payCheckout(page, { method: 'ideal' });
    await authoriseAtBank(page);
    await thanks();
  });

  test('and back to the shop when they do not', async () => {
    await visit();
    await page.getByRole('button', { name: 'Buy' }).click();
    await page.getByTestId('checkout-back').click();
    await page.getByRole('button', { name: 'Buy' }).waitFor();
  });
});

describe('checkout in the shop’s own page', () => {
  const visit = startedBy('checkout-embedded');

  test('is paid there, and leads to the page of thanks', async () => {
    await visit({ viewport: { width: 360, height: 740 } });
    await payCheckout(page, { email: 'ada@shop.example' });
    await thanks();
    expect(await findings(page.mainFrame())).toEqual([]);
  });

  test('has the lines that its guide shows', () => {
    const read = (name: string) =>
      readFileSync(new URL(`../../examples/checkout-embedded/${name}`, import.meta.url), 'utf8');
    const code = read('checkout.js');
    expect(code.trim().split('\n').filter(Boolean)).toHaveLength(5);
    const shown = /```js\n([\s\S]*?)```/.exec(read('README.md'))?.[1] ?? '';
    const lines = shown.split('\n').filter((line) => line && !line.includes('pk_test_'));
    for (const line of lines) expect(code).toContain(line);
  });
});
