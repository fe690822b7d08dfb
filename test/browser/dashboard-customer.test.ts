/**
 * What a person who supports customers does with one: reads and changes them, without a script.
 *
 * @module-tag thorough
 */
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

beforeAll(async () => {
  [browser, sandbox] = await Promise.all([sharedBrowser(), startSandbox({ port: 0, memory: true })]);
  stripe = officialClient(sandbox);
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(() => sandbox?.close());

/** A customer with a card, which is the default, another one, and a payment, a subscription and an invoice. */
async function create(name = 'Ada Lovelace') {
  const customer = await stripe.customers.create({
    ...{ email: 'ada@shop.example', name, description: 'Likes engines', metadata: { crm: '815' } },
    balance: -500,
  });
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  const spare = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id });
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } });
  const payment = await stripe.paymentIntents.create({
    ...{ amount: 2000, currency: 'eur', confirm: true, customer: customer.id, payment_method: card.id },
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  const price = await stripe.prices.create({
    ...{
      currency: 'usd',
      product_data: { name: 'Club' },
      recurring: { interval: 'month' },
      unit_amount: 900,
    },
  });
  const subscription = await stripe.subscriptions.create({
    ...{ customer: customer.id, items: [{ price: price.id }] },
  });
  return { card, customer, payment, spare, subscription };
}

const open = ({ id }: Stripe.Customer, path = '', options: BrowserContextOptions = {}) =>
  openDashboard(sandbox, `/customers/${id}${path}`, options);

const says = (page: Page, text: string | RegExp) => page.getByRole('main').getByText(text).first().waitFor();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const follow = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();

test('the page of a customer says who it is, what they pay with, and what they have bought, each with a link', async () => {
  const { card, customer, payment, spare, subscription } = await create();
  const page = await open(customer);
  await page.getByRole('heading', { level: 1, name: 'Ada Lovelace' }).waitFor();
  for (const text of ['ada@shop.example', 'Likes engines', '815', '€20.00']) await says(page, text);
  await says(page, /^Visa …4242 · \d+\/\d{4}$/);
  await says(page, /^MasterCard …4444/);
  for (const id of [card.id, spare.id, payment.id, subscription.id])
    await page.getByRole('link', { name: id }).first().waitFor();
  expect(await page.getByText('"object": "customer"').isVisible()).toBe(false);
  await page.getByText('The customer as the API shows them').click();
  await page.getByText('"object": "customer"').waitFor();
  await follow(page, payment.id);
  await page.getByRole('heading', { level: 1, name: '€20.00' }).waitFor();
});

describe('a person', () => {
  test('changes who a customer is', async () => {
    const { customer } = await create();
    const page = await open(customer);
    await follow(page, 'Edit');
    await page.getByLabel('Name').fill('Ada King');
    await page.getByLabel('Description').fill('');
    await press(page, 'Save the customer');
    await page.getByRole('heading', { level: 1, name: 'Ada King' }).waitFor();
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({
      ...{ description: null, email: 'ada@shop.example', name: 'Ada King' },
    });
  });

  test('is told why a change is refused, and loses nothing that was typed', async () => {
    const number = ['4000', '0004', '0000', '0008'].join('');
    const { customer } = await create();
    const page = await open(customer, '/edit');
    await page.getByLabel('Name').fill(number);
    await page.getByLabel('Phone').fill('12345');
    await press(page, 'Save the customer');
    await page.getByRole('alert').getByText('a card number').waitFor();
    await expect.poll(() => page.getByLabel('Phone').inputValue()).toBe('12345');
    expect(await page.content()).not.toContain(number);
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ name: 'Ada Lovelace', phone: null });
  });

  test('detaches a payment method, once', async () => {
    const { card, customer, spare } = await create();
    const page = await open(customer);
    await page.getByRole('link', { name: /^Detach MasterCard/ }).click();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await press(page, 'Detach the payment method');
    await expect.poll(() => page.getByRole('link', { name: spare.id }).count()).toBe(0);
    await press(other, 'Detach the payment method');
    await other.getByRole('heading', { level: 1, name: 'Ada Lovelace' }).waitFor();
    expect((await stripe.customers.listPaymentMethods(customer.id)).data.map(({ id }) => id)).toEqual([
      card.id,
    ]);
  });

  test('deletes a customer after a question, whose payments stay', async () => {
    const { customer, payment, subscription } = await create();
    const page = await open(customer);
    await follow(page, 'Delete');
    await says(page, 'This cannot be undone.');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await press(page, 'Delete the customer');
    await says(page, 'This customer was deleted.');
    await press(other, 'Delete the customer');
    await says(other, 'This customer was deleted.');
    expect((await stripe.customers.retrieve(customer.id)).deleted).toBe(true);
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('canceled');
    await follow(page, 'Their payments');
    await page.getByRole('link', { name: payment.id }).waitFor();
  });
});

testFormsOf('dashboard-customer');

describe('every screen', THOROUGH, () => {
  test.each([
    ['light', { viewport: { width: 1280, height: 900 } }],
    ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
    ['narrow', { viewport: { width: 390, height: 844 } }],
    ['small and dark', { colorScheme: 'dark', viewport: { width: 320, height: 640 } }],
  ] as const)('%s: axe-core finds nothing, and nothing scrolls sideways', async (name, options) => {
    const { customer, spare } = await create('Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine senior');
    const page = await open(customer, '', { ...options, javaScriptEnabled: true });
    for (const path of ['', '/edit', '/delete', `/detach/${spare.id}`]) {
      await page.goto(`${sandbox.url}/dashboard/customers/${customer.id}${path}`);
      await screenshot(page, `dashboard-customer${path.replace(/\/(\w*).*/, '-$1')}-${name}`);
      expect(await findings(page.mainFrame())).toEqual([]);
      expect(await sideways(page)).toBe(0);
    }
  });
});
