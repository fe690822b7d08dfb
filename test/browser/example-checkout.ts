/** What a person does on the checkouts of `examples/react` and `examples/vue`, where a card is in fields of their own. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findings } from './axe.js';
import { answerBank } from './bank.js';
import { cards } from './checkout.js';
import { clickInto } from './click-into.js';
import { type ExampleShop, startExample } from './example-shop.js';
import { screenshot } from './screens.js';

const declined = ['4000', '0000', '0000', '0002'].join('');

interface Example {
  /** How the property begins that its framework leaves on the node that the app is in. */
  trace: string;
  /** Shows the card's fields, where the page does not do so at first. */
  showFields?(page: Page): Promise<void>;
  /** Defines tests of its own. */
  tests?(visit: (options?: BrowserContextOptions) => Promise<Page>): void;
}

/** Defines the tests of the example in a folder of that name. */
export function testExample(name: string, { trace, showFields = async () => {}, tests }: Example): void {
  let shop: ExampleShop;
  let page: Page;
  let troubles: string[];

  beforeAll(async () => {
    shop = await startExample(name);
  });

  afterEach(async () => {
    await page?.context().close();
    expect(troubles).toEqual([]);
  });

  afterAll(() => shop?.close());

  async function visit(options?: BrowserContextOptions) {
    ({ page, troubles } = await shop.visit(options));
    return page;
  }

  const field = (label: string) => page.frameLocator(`#${label} iframe`).getByRole('textbox');
  const button = (label: string | RegExp) => page.getByRole('button', { name: label });
  const heading = (label: string) => page.getByRole('heading', { name: label });

  async function fillIn(number = cards.visa) {
    await showFields(page);
    await page.getByLabel('Name on card').fill('Ada Lovelace');
    for (const [name, text] of Object.entries({ number, expiry: '1234', cvc: '123' })) {
      await clickInto(field(name));
      await page.keyboard.type(text);
    }
  }

  async function pay() {
    await button(/^Pay €/).click();
    await heading('Thank you').waitFor();
  }

  /** What the browser itself says on the console of what was refused or blocked. */
  function forgetFailedRequests() {
    const others = troubles.filter(
      (trouble) => !trouble.startsWith('console error: Failed to load resource'),
    );
    troubles.splice(0, troubles.length, ...others);
  }

  describe('a shopper', () => {
    test('pays with a card, saves it, and pays with it the next time', async () => {
      await visit();
      await fillIn();
      await page.getByLabel('Save this card for next time').check();
      await screenshot(page, `${name}-filled`);
      await pay();
      expect(await page.getByText('Paid with').textContent()).toBe(
        'Paid with Visa •••• 4242, expires 12/2034',
      );
      await screenshot(page, `${name}-thanks`);
      await button('Order another one').click();
      await page.getByLabel('Visa •••• 4242').waitFor();
      expect(await page.getByLabel('Visa •••• 4242').isChecked()).toBe(true);
      expect(await page.locator('iframe').count()).toBe(0);
      await screenshot(page, `${name}-saved`);
      await pay();
      expect(await page.getByText('Paid with').textContent()).toContain('•••• 4242');
    });

    test('cannot pay before the card is complete, and is told of a mistyped number under its field', async () => {
      await visit();
      await showFields(page);
      await page.getByLabel('Name on card').fill('Ada Lovelace');
      await clickInto(field('number'));
      await page.keyboard.type('4242424242424241');
      await clickInto(field('expiry'));
      await expect.poll(() => page.locator('.number [role=alert]').textContent()).toMatch(/invalid/);
      expect(await button(/^Pay €/).isDisabled()).toBe(true);
      await screenshot(page, `${name}-mistyped`);
    });

    test('is told that the bank refused, and pays with another card', async () => {
      await visit();
      await fillIn(declined);
      await button(/^Pay €/).click();
      await page.getByText(/card was declined/).waitFor();
      await clickInto(field('number'));
      await page.keyboard.press('Control+a');
      await page.keyboard.type(cards.mastercard);
      await pay();
      expect(await page.getByText('Paid with').textContent()).toContain('Mastercard •••• 4444');
      forgetFailedRequests();
    });

    test('confirms at the bank where it asks, or does not and pays nothing', async () => {
      await visit();
      await fillIn(cards.threeDSecure);
      await button(/^Pay €/).click();
      await answerBank(page, 'Fail authentication');
      await page.getByText(/bank did not confirm/).waitFor();
      await screenshot(page, `${name}-not-authenticated`);
      await button(/^Pay €/).click();
      await answerBank(page, 'Complete authentication');
      await heading('Thank you').waitFor();
      expect(await page.getByText('Paid with').textContent()).toContain('•••• 3184');
      forgetFailedRequests();
    });

    test('tries again where the fields could not be loaded', async () => {
      await visit();
      await page.route('**/js/v1/payframe.js', (route) => route.abort());
      await page.reload();
      await page.getByText('The card fields could not be loaded.').waitFor();
      await screenshot(page, `${name}-not-loaded`);
      await page.unroute('**/js/v1/payframe.js');
      await button('Try again').click();
      await fillIn();
      await pay();
      forgetFailedRequests();
    });
  });

  describe('the page', () => {
    test('is made with the framework that it is an example of', async () => {
      await visit();
      const names = await page.locator('[data-publishable-key]').evaluate((root) => Object.keys(root));
      expect(names.filter((own) => own.startsWith(trace))).toHaveLength(1);
    });

    test.for([
      ['narrow', { viewport: { width: 360, height: 800 } }],
      ['dark', { colorScheme: 'dark' }],
    ] as const)('is fit for people to look at: %s', async ([look, options]) => {
      await visit(options);
      await fillIn();
      await screenshot(page, `${name}-${look}`);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      expect(await findings(page.mainFrame())).toEqual([]);
    });
  });

  tests?.(visit);
}
