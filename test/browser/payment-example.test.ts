/**
 * The example with the fewest lines, as its server serves it: the host on 127.0.0.1, the shop on localhost.
 *
 * @module-tag thorough
 */
import { readFileSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { authoriseAtBank, payByMethod } from '../../src/testing/index.js';
import { findings, findingsInFrames } from './axe.js';
import { cards } from './checkout.js';
import { type ExampleShop, startExample } from './example-shop.js';
import { gotFocus } from './focus.js';
import { press } from './press.js';
import { screenshot } from './screens.js';

let shop: ExampleShop;
let page: Page;
let troubles: string[];

beforeAll(async () => {
  shop = await startExample('payment-element');
});

afterEach(async () => {
  await page?.context().close();
  // What the browser itself says of a payment that was refused.
  expect(troubles.filter((trouble) => !trouble.includes('Failed to load resource'))).toEqual([]);
});

afterAll(() => shop?.close());

async function visit(options?: BrowserContextOptions) {
  ({ page, troubles } = await shop.visit(options));
}

const card = (number: string) => ({
  'Card number': number,
  'Expiration date': '12/40',
  'Security code': '123',
  'Country or region': 'Germany',
});

const pay = () => press(page.getByRole('button', { name: 'Pay €52.00' }));

describe('a shopper', () => {
  test('is told why a card was declined, and pays with another one', async () => {
    await visit({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
    await payByMethod(page, 'card', card(['4000', '0000', '0000', '9995'].join('')));
    await pay();
    await page.getByRole('alert').getByText('Your card has insufficient funds.').waitFor();
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    expect(await findings(page.mainFrame())).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    await screenshot(page, 'payment-element-declined');
    await payByMethod(page, 'card', { 'Card number': cards.visa });
    await pay();
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    expect(await findings(page.mainFrame())).toEqual([]);
  });

  test('pays with the keyboard alone, and in no state axe finds a fault', async () => {
    await visit();
    const form = page.frameLocator('#payment iframe');
    const row = form.getByRole('radio', { name: 'Card' });
    await row.waitFor();
    expect(await findingsInFrames(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await gotFocus(row);
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await gotFocus(form.getByRole('textbox', { name: 'Card number' }));
    await page.keyboard.type(`${cards.visa}1240123`);
    await gotFocus(form.getByRole('textbox', { name: 'ZIP' }));
    await page.keyboard.press('Enter');
    await gotFocus(form.getByRole('textbox', { name: 'ZIP' }));
    expect(await findingsInFrames(page)).toEqual([]);
    await page.keyboard.type('12345');
    await page.keyboard.press('Tab');
    const more = form.getByRole('button');
    if (await more.count()) {
      await gotFocus(more);
      await page.keyboard.press('Tab');
    }
    await gotFocus(page.getByRole('button', { name: 'Pay €52.00' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
  });

  test('pays at a bank, and comes back', async () => {
    await visit();
    await payByMethod(page, 'ideal');
    expect(await findings(page.mainFrame())).toEqual([]);
    await pay();
    await authoriseAtBank(page);
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
  });
});

test('the guide shows the lines that the example has', () => {
  const read = (name: string) =>
    readFileSync(new URL(`../../examples/payment-element/${name}`, import.meta.url), 'utf8');
  const code = read('pay.js');
  expect(code.trim().split('\n').filter(Boolean)).toHaveLength(11);
  const shown = /```js\n([\s\S]*?)```/.exec(read('README.md'))?.[1] ?? '';
  const lines = shown.split('\n').filter((line) => line && !line.includes('pk_test_'));
  for (const line of lines) expect(code).toContain(line);
});
