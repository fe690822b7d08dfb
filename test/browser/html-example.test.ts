/**
 * The example in plain HTML, as its server serves it: the host on 127.0.0.1, the shop on localhost.
 *
 * @module-tag thorough
 */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { fillAddress } from '../../src/testing/index.js';
import { findings } from './axe.js';
import { cards } from './checkout.js';
import { clickInto } from './click-into.js';
import { type ExampleShop, startExample } from './example-shop.js';
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

async function fillIn(number = cards.visa) {
  await page.getByLabel('Email').fill('ada@example.com');
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

const pay = () => page.getByRole('button', { name: 'Pay €52.00' }).click();

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
    await page.getByLabel('Email').fill('ada@example.com');
    await page.frameLocator('#number iframe').getByRole('textbox').waitFor();
    await page.frameLocator('#address iframe').getByRole('textbox', { name: 'Full name' }).waitFor();
    await pay();
    await page.locator('#address.StripeElement--focus').waitFor();
    await page.keyboard.type('Ada Lovelace');
    await expect
      .poll(() => page.frameLocator('#address iframe').getByLabel('Full name').inputValue())
      .toBe('Ada Lovelace');
    await clickInto(page.frameLocator('#number iframe').getByRole('textbox'));
    await page.keyboard.type(['4242', '4242', '4242', '4241'].join(''));
    await page.getByLabel('Email').focus();
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

describe('the page', () => {
  test.for([
    ['narrow', { viewport: { width: 360, height: 800 } }],
    ['dark', { colorScheme: 'dark' }],
  ] as const)('is fit for people to look at: %s', async ([name, options]) => {
    await visit(options);
    await fillIn();
    await screenshot(page, `html-${name}`);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    expect(await findings(page.mainFrame())).toEqual([]);
  });
});
