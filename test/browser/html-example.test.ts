/**
 * The example in plain HTML, as its server serves it: the host on 127.0.0.1, the shop on localhost.
 *
 * @module-tag thorough
 */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cancelWallet, fillAddress, payByWallet } from '../../src/testing/index.js';
import { findings } from './axe.js';
import { cards } from './checkout.js';
import { clickInto } from './click-into.js';
import { type ExampleShop, startExample } from './example-shop.js';
import { press } from './press.js';
import { screenshot } from './screens.js';

const declined = ['4000', '0000', '0000', '0002'].join('');

let shop: ExampleShop;
let page: Page;
let troubles: string[];

beforeAll(async () => {
  shop = await startExample('html');
});

afterEach(async () => {
  await page?.context().close();
  expect(troubles).toEqual([]);
});

afterAll(() => shop?.close());

async function visit(options?: BrowserContextOptions) {
  ({ page, troubles } = await shop.visit(options));
}

async function typeEmail() {
  await clickInto(page.frameLocator('#email iframe').getByRole('textbox'));
  await page.keyboard.type('ada@example.com');
}

async function fillIn(number = cards.visa) {
  await typeEmail();
  await fillAddress(page.locator('#address'), {
    name: 'Ada Lovelace',
    country: 'DE',
    line1: 'Musterstraße 12',
    city: 'Berlin',
    postal_code: '10115',
  });
  for (const [name, text] of Object.entries({ number, expiry: '1234', cvc: '123' })) {
    await clickInto(page.frameLocator(`#${name} iframe`).getByRole('textbox'));
    await page.keyboard.type(text);
  }
}

const pay = () => press(page.getByRole('button', { name: 'Pay €52.00' }));

/** What the browser itself says on the console of what was refused. */
function forgetFailedRequests() {
  const others = troubles.filter((trouble) => !trouble.startsWith('console error: Failed to load resource'));
  troubles.splice(0, troubles.length, ...others);
}

describe('a shopper', () => {
  test('pays by a form without a script', async () => {
    await visit();
    await fillIn();
    await screenshot(page, 'html-filled');
    await pay();
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    await page.getByText('ends in 4242').waitFor();
    await page.getByText('It goes to Ada Lovelace, Musterstraße 12, Berlin.').waitFor();
    await screenshot(page, 'html-thanks');
  });

  test('pays an order once, however often the form arrives', async () => {
    await visit();
    await fillIn();
    const sent = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/pay'),
    );
    await pay();
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    const again = await fetch(`${shop.url}/pay`, {
      method: 'POST',
      body: new URLSearchParams((await sent).postData() ?? ''),
      redirect: 'manual',
    });
    expect(again.status).toBe(303);
    const [paid, other] = [new URL(page.url()), new URL(again.headers.get('location') ?? '', shop.url)];
    expect(paid.searchParams.get('payment_intent')).toMatch(/^pi_/);
    expect(other.href).toBe(paid.href);
  });

  test('is led to what is missing, and types there', async () => {
    await visit();
    await typeEmail();
    await page.frameLocator('#number iframe').getByRole('textbox').waitFor();
    const name = page.frameLocator('#address iframe').getByRole('textbox', { name: 'Full name' });
    await name.waitFor();
    await page.locator('#email.StripeElement--complete').waitFor();
    await pay();
    await page.locator('#address.StripeElement--focus').waitFor();
    await page.keyboard.type('Ada Lovelace');
    await expect.poll(() => name.inputValue()).toBe('Ada Lovelace');
    await clickInto(page.frameLocator('#number iframe').getByRole('textbox'));
    await page.keyboard.type(['4242', '4242', '4242', '4241'].join(''));
    await clickInto(page.frameLocator('#email iframe').getByRole('textbox'));
    await expect.poll(() => page.locator('.number [role=alert]').textContent()).toMatch(/invalid/);
    await screenshot(page, 'html-mistyped');
    expect(new URL(page.url()).pathname).toBe('/');
  });

  test('is told that the bank refused', async () => {
    await visit();
    await fillIn(declined);
    await pay();
    await page.getByText(/card was declined/).waitFor();
    forgetFailedRequests();
  });

  test('confirms at the bank where it asks, or does not and is told so', async () => {
    await visit();
    await fillIn(cards.threeDSecure);
    await pay();
    await page.getByRole('button', { name: 'Fail authentication' }).click();
    await page.getByRole('button', { name: 'Pay €52.00' }).waitFor();
    await expect.poll(() => page.locator('#message').textContent()).not.toBe('');
    await fillIn(cards.threeDSecure);
    await pay();
    await page.getByRole('button', { name: 'Complete authentication' }).click();
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    forgetFailedRequests();
  });
});

describe('a shopper with a wallet', () => {
  const sheet = () => page.frameLocator('dialog iframe');

  test('pays without typing anything', async () => {
    await visit();
    await payByWallet(page, 'google_pay', { shipTo: 'Erika Muster' });
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    await page.getByText('It goes to Erika Muster, Musterweg 12, Berlin.').waitFor();
  });

  test('leaves it, and pays the same order by card', async () => {
    await visit();
    await cancelWallet(page, 'google_pay');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await fillIn();
    await pay();
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
  });

  test('reads in it that the bank refused, and afterwards beside its button', async () => {
    await visit();
    await page.frameLocator('#express iframe').getByRole('button', { name: 'Google Pay' }).click();
    await sheet().getByRole('combobox', { name: 'Ship to' }).selectOption('Erika Muster');
    await sheet().getByRole('combobox', { name: 'Card' }).selectOption(declined);
    await sheet().getByRole('button', { name: 'Pay €52.00' }).click();
    await sheet().getByRole('alert').getByText('declined').waitFor();
    await sheet().getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => page.locator('#express-message').textContent()).toMatch(/declined/);
    forgetFailedRequests();
  });
});

describe('the page', () => {
  // High enough for the whole page, because frames out of sight are not drawn.
  test.for([
    ['narrow', { viewport: { width: 360, height: 1800 } }],
    ['dark', { viewport: { width: 1280, height: 1400 }, colorScheme: 'dark' }],
    ['zoomed to 200 percent', { viewport: { width: 640, height: 1800 }, deviceScaleFactor: 2 }],
    ['right to left', { viewport: { width: 360, height: 1800 } }],
  ] as const)('is fit for people to look at: %s', async ([name, options]) => {
    await visit(options);
    await fillIn();
    if (name === 'right to left')
      await page.evaluate(() => {
        document.documentElement.dir = 'rtl';
        for (const field of document.querySelectorAll('#express, #address'))
          field.setAttribute('locale', 'ar');
      });
    await page.frameLocator('#express iframe').getByRole('button', { name: 'Google Pay' }).waitFor();
    await screenshot(page, `html-${name}`);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    expect(await findings(page.mainFrame())).toEqual([]);
  });
});
