/** How a person finds anything from any page of the dashboard, without a script. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { officialClient } from '../sandbox/official.js';
import { THOROUGH } from '../thorough.js';
import { findings } from './axe.js';
import { sharedBrowser } from './chromium.js';
import { openDashboard, testFormsOf } from './dashboard-page.js';
import { screenshot } from './screens.js';
import { sideways } from './sideways.js';

let browser: Browser;
let sandbox: Sandbox;
let stripe: Stripe;
let customer: Stripe.Customer;
let payment: Stripe.PaymentIntent;
let refund: Stripe.Refund;
let invoice: Stripe.Invoice;

beforeAll(async () => {
  [browser, sandbox] = await Promise.all([sharedBrowser(), startSandbox({ port: 0, memory: true })]);
  stripe = officialClient(sandbox);
  customer = await stripe.customers.create({
    ...{ email: 'ada@shop.example', name: 'Ada Lovelace', description: 'Likes engines' },
    metadata: { crm: 'lead 815' },
  });
  payment = await stripe.paymentIntents.create({
    ...{ amount: 7350, currency: 'eur', customer: customer.id, payment_method: 'pm_card_mastercard' },
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    confirm: true,
    metadata: { order: 'lead 815' },
  });
  refund = await stripe.refunds.create({ amount: 1000, payment_intent: payment.id });
  invoice = await stripe.invoices.create({ customer: customer.id, currency: 'eur' });
  await stripe.products.create({ name: 'Engine of brass', metadata: { order: 'lead 815' } });
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(() => sandbox?.close());

const open = (path = 'keys', options: BrowserContextOptions = {}) =>
  openDashboard(sandbox, `/${path}`, options);

async function search(page: Page, text: string): Promise<void> {
  await page.getByLabel('Search everything').fill(text);
  await page.keyboard.press('Enter');
}

const kinds = (page: Page) => page.getByRole('heading', { level: 2 }).allTextContents();

describe('a person finds', () => {
  test('by any text that is about an object, each kind by itself', async () => {
    const page = await open();
    // What one finds differs from what the one before it has found, so that nobody reads the page before.
    const texts: [of: string, text: string, found: string[]][] = [
      ['an email', 'ADA@shop.example', ['Payments', 'Customers', 'Refunds', 'Invoices']],
      ['an amount', '73.50', ['Payments']],
      ['a name', 'lovelace', ['Payments', 'Customers', 'Refunds', 'Invoices']],
      ['an amount with its currency', '€10', ['Refunds']],
      ['the last four digits', '4444', ['Payments', 'Refunds']],
      ['a value of the metadata', 'Lead 815', ['Payments', 'Customers', 'Products']],
      ['a part of a description', 'engine', ['Customers', 'Products']],
    ];
    for (const [of, text, found] of texts) {
      await search(page, text);
      await expect.poll(async () => (await kinds(page)).sort(), { message: of }).toEqual([...found].sort());
      expect(await page.getByLabel('Search everything').inputValue(), of).toBe(text);
    }
  });

  test('any object by its id, at once', async () => {
    const page = await open();
    await search(page, customer.id);
    await page.getByRole('heading', { level: 1, name: String(customer.name) }).waitFor();
    for (const id of [refund.id, invoice.id, String(payment.payment_method)]) {
      await search(page, id);
      await page.getByRole('heading', { level: 1, name: id }).waitFor();
    }
    await search(page, String(payment.latest_charge));
    await page.getByRole('heading', { level: 1, name: '€73.50' }).waitFor();
  });

  test('more of a kind in its list, by the same text', async () => {
    for (let count = 0; count < 6; count++) await stripe.customers.create({ email: 'often@shop.example' });
    const page = await open();
    await search(page, 'often@shop.example');
    await page.getByRole('link', { name: 'All customers that fit' }).click();
    await expect.poll(() => page.getByRole('link', { name: /^cus_/ }).count()).toBe(6);
    expect(await page.getByLabel('Email, name, phone').inputValue()).toBe('often@shop.example');
  });

  test('nothing, and is told so', async () => {
    const page = await open();
    await search(page, 'nobody@shop.example');
    await page.getByRole('status').getByText('nobody@shop.example').waitFor();
  });
});

test('a card number that is typed by mistake gets into no address', async () => {
  const number = ['4000', '0004', '0000', '0008'].join('');
  const page = await open();
  await search(page, number);
  await page.getByRole('alert').getByText('Type its last four digits.').waitFor();
  expect(page.url()).not.toContain(number.slice(0, 8));
  expect(await page.content()).not.toContain(number);
});

test('each list is narrowed by its own fields, and its ids lead on', async () => {
  const page = await open('refunds');
  await page.getByLabel('Status').selectOption('Succeeded');
  await page.getByLabel('Amount, at least').fill('9');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('link', { name: payment.id }).click();
  await page.getByRole('heading', { level: 1, name: '€73.50' }).waitFor();
  await page.goto(`${sandbox.url}/dashboard/events`);
  await page.getByLabel(/^Type/).fill('refund.*');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('link', { name: refund.id }).first().click();
  await page.getByRole('heading', { level: 1, name: refund.id }).waitFor();
});

test('the keyboard alone reaches the search and what it finds', async () => {
  const page = await open();
  const field = page.getByLabel('Search everything');
  await page.keyboard.press('Tab');
  await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type(customer.id);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: String(customer.name) }).waitFor();
});

testFormsOf('dashboard-search');

describe('every screen', THOROUGH, () => {
  test.each([
    ['wide', { viewport: { width: 1280, height: 900 } }],
    ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
    ['a phone', { viewport: { width: 390, height: 844 } }],
    ['a small phone in the dark', { colorScheme: 'dark', viewport: { width: 320, height: 640 } }],
  ] as const)('%s: axe-core finds nothing, and nothing scrolls sideways', async (name, options) => {
    const page = await open('search?search=lead+815', { ...options, javaScriptEnabled: true });
    for (const path of ['search?search=ada%40shop.example', 'refunds', 'events', 'customers', 'invoices']) {
      await page.goto(`${sandbox.url}/dashboard/${path}`);
      await screenshot(page, `dashboard-${path.replace(/\W/g, '-')}-${name}`);
      expect(await findings(page.mainFrame())).toEqual([]);
      expect(await sideways(page)).toBe(0);
    }
  });
});
