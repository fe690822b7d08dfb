/** @module-tag thorough */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { authoriseAtBank, failAtBank, payByMethod } from '../../src/testing/index.js';
import { findingsInFrames } from './axe.js';
import { cards } from './checkout.js';
import { testExample } from './example-checkout.js';
import { focusOn, gotFocus } from './focus.js';
import { press } from './press.js';
import { screenshot } from './screens.js';

const card = { 'Card number': cards.visa, 'Expiration date': '12/34', 'Security code': '123' };

const pay = (page: Page) => press(page.getByRole('button', { name: /^Pay €/ }));
const thanks = (page: Page) => page.getByRole('heading', { name: 'Thank you' }).waitFor();
const receipt = (page: Page) => page.getByText('Paid with').textContent();

testExample('react', {
  trace: '__reactContainer',
  showFields: (page) => page.getByRole('tab', { name: 'Card fields' }).click(),
  tests(visit) {
    describe('in the Payment Element, a shopper', () => {
      test('pays with a card', async () => {
        const page = await visit();
        await payByMethod(page, 'card', { ...card, 'Country or region': 'Germany' });
        await screenshot(page, 'react-payment-element', { fullPage: false });
        await pay(page);
        await thanks(page);
        expect(await receipt(page)).toBe('Paid with Visa •••• 4242, expires 12/2034');
      });

      test('authorises a payment at a bank, and comes back to the receipt', async () => {
        const page = await visit();
        await payByMethod(page, 'ideal');
        await pay(page);
        await authoriseAtBank(page);
        await thanks(page);
        expect(await receipt(page)).toBe('Paid with iDEAL');
        expect(new URL(page.url()).search).toBe('');
      });

      test('refuses at a bank, and pays the same order with a card', async () => {
        const page = await visit();
        await payByMethod(page, 'ideal');
        await pay(page);
        await failAtBank(page);
        await page.locator('[role=alert]:not(:empty)').waitFor();
        await screenshot(page, 'react-bank-refused', { fullPage: false });
        await payByMethod(page, 'card', { ...card, 'Country or region': 'Germany' });
        await pay(page);
        await thanks(page);
      });

      test('pays with the keyboard alone, and in no state axe finds a fault', async () => {
        const page = await visit();
        const form = page.frameLocator('#panel iframe');
        const row = form.getByRole('radio', { name: 'Card' });
        await row.waitFor();
        expect(await findingsInFrames(page)).toEqual([]);
        await focusOn(page.getByRole('tab', { name: 'All methods' }));
        await page.keyboard.press('Tab');
        await gotFocus(row);
        await page.keyboard.press('Tab');
        await gotFocus(form.getByRole('textbox', { name: 'Card number' }));
        await page.keyboard.type(`${cards.visa}1234123`);
        await gotFocus(form.getByRole('textbox', { name: 'ZIP' }));
        expect(await findingsInFrames(page)).toEqual([]);
        await page.keyboard.type('12345');
        await expect.poll(() => page.getByRole('button', { name: /^Pay €/ }).isEnabled()).toBe(true);
        await page.keyboard.press('Enter');
        await thanks(page);
        expect(await findingsInFrames(page)).toEqual([]);
      });

      test('chooses between both ways with the keyboard', async () => {
        const page = await visit();
        await focusOn(page.getByRole('tab', { name: 'All methods' }));
        await page.keyboard.press('ArrowRight');
        await page.getByLabel('Name on card').waitFor();
        await gotFocus(page.getByRole('tab', { name: 'Card fields' }));
      });

      test.each([
        ['narrow', { viewport: { width: 360, height: 800 } }],
        ['dark', { colorScheme: 'dark' }],
      ] as const)('has a form that fits the page: %s', async (look, options) => {
        const page = await visit(options);
        await payByMethod(page, 'card', { ...card, 'Country or region': 'Germany' });
        await screenshot(page, `react-payment-element-${look}`, { fullPage: false });
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBe(0);
      });
    });
  },
});
