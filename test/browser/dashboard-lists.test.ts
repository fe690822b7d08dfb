/** How a person finds payments in the dashboard: by what they know of them, page by page, and as a file, without a script. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { registry } from '../../sandbox/src/resources/registry.js';
import { officialClient } from '../sandbox/official.js';
import { shares } from '../thorough.js';
import { findings } from './axe.js';
import { sharedBrowser } from './chromium.js';
import { openDashboard, testFormsOf } from './dashboard-page.js';
import { screenshot } from './screens.js';
import { sideways } from './sideways.js';

let browser: Browser;
let sandbox: Sandbox;
let stripe: Stripe;
/** Payments, by what is special about them. */
let payments: Record<'ada' | 'declined' | 'dollars' | 'refunded' | 'yen', Stripe.PaymentIntent>;

beforeAll(async () => {
  [browser, sandbox] = await Promise.all([sharedBrowser(), startSandbox({ port: 0, memory: true })]);
  stripe = officialClient(sandbox);
  const { id: customer } = await stripe.customers.create({ email: 'ada@shop.example', name: 'Ada' });
  const refunded = await create({ amount: 3000 });
  await stripe.refunds.create({ payment_intent: refunded.id, amount: 100 });
  payments = {
    ada: await create({ amount: 1250, customer, metadata: { order: '6735' } }),
    declined: await create({ payment_method: 'pm_card_chargeDeclined' }).catch(
      (error) => error.payment_intent,
    ),
    dollars: await create({
      ...{
        amount: 99_900,
        currency: 'usd',
        description: '=A blue hat',
        payment_method: 'pm_card_mastercard',
      },
    }),
    refunded,
    yen: await create({ amount: 2000, currency: 'jpy' }),
  };
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(() => sandbox?.close());

const create = (more: Partial<Stripe.PaymentIntentCreateParams>) =>
  stripe.paymentIntents.create({
    ...{ amount: 2000, currency: 'eur', payment_method: 'pm_card_visa' },
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    confirm: true,
    ...more,
  });

const open = (path = '', options: BrowserContextOptions = {}) =>
  openDashboard(sandbox, `/payments${path}`, options);

/** Expects that only these payments are on the page. */
const shows = (page: Page, ids: (keyof typeof payments)[]) =>
  expect
    .poll(async () => (await page.getByRole('link', { name: /^pi_/ }).allTextContents()).sort())
    .toEqual(ids.map((name) => payments[name].id).sort());

const find = (page: Page) => page.getByRole('button', { name: 'Find' }).click();

describe('payments are found', () => {
  test('by an email, the last four digits, metadata, a description and an id', async () => {
    const page = await open();
    const search = page.getByLabel('Email, last four digits');
    const cases: [string, (keyof typeof payments)[]][] = [
      ['ADA@shop.example', ['ada']],
      ['4444', ['dollars']],
      ['6735', ['ada']],
      ['blue hat', ['dollars']],
      [payments.yen.id, ['yen']],
      [String(payments.refunded.latest_charge), ['refunded']],
      ['nobody@shop.example', []],
    ];
    for (const [text, found] of cases) {
      await search.fill(text);
      await find(page);
      await shows(page, found);
      expect(await search.inputValue()).toBe(text);
    }
    await page.getByText('Nothing matches these filters.').waitFor();
    await page.getByRole('link', { name: 'Show all' }).click();
    await shows(page, ['ada', 'declined', 'dollars', 'refunded', 'yen']);
  });

  test('by status, method, amount and day, all of which have to fit', async () => {
    const page = await open();
    await page.getByLabel('Status').selectOption('Refunded, in whole or in part');
    await find(page);
    await shows(page, ['refunded']);
    await page.getByLabel('Status').selectOption('Declined');
    await find(page);
    await shows(page, ['declined']);
    await page.getByLabel('Status').selectOption('Paid');
    await page.getByLabel('Amount, at least').fill('12,50');
    await page.getByLabel('Amount, at most').fill('2000');
    await find(page);
    await shows(page, ['ada', 'dollars', 'refunded', 'yen']);
    await page.getByLabel('Amount, at most').fill('30');
    await page.getByLabel('Method').selectOption('card');
    await page.getByLabel(/^From/).fill(new Date().toISOString().slice(0, 10));
    await find(page);
    await shows(page, ['ada', 'refunded']);
    await page.getByLabel(/^To/).fill('2020-01-01');
    await find(page);
    await shows(page, []);
    await page.getByLabel('Amount, at most').fill('much');
    await find(page);
    await page.getByRole('alert').getByText('An amount is written as 12.50').waitFor();
  });

  test('by no card number: one that is typed by mistake is in no address', async () => {
    const page = await open();
    const number = ['4000', '0004', '0000', '0008'].join('');
    await page.getByLabel('Email, last four digits').fill(number);
    await find(page);
    await page.getByRole('alert').waitFor();
    expect(page.url()).not.toContain(number.slice(0, 8));
    expect(await page.content()).not.toContain(number);
  });
});

test('the file of what was found has its rows, and no cell that a spreadsheet would run', async () => {
  const page = await open('?search=blue+hat');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download as CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('payments.csv');
  let text = '';
  for await (const part of await file.createReadStream()) text += part;
  const [head, row, end] = text.split('\r\n');
  expect(head).toBe('"Payment","Amount","Status","Description","Created"');
  expect(row).toMatch(new RegExp(`^"${payments.dollars.id}","\\$999.00","Paid","'=A blue hat","20`));
  expect(end).toBe('');
});

test('a long list is turned page by page, and back', async () => {
  const { id: customer } = await stripe.customers.create({ email: 'often@shop.example' });
  const ids: string[] = [];
  for (let count = 0; count < 30; count++)
    ids.unshift((await stripe.paymentIntents.create({ amount: 1000, currency: 'eur', customer })).id);
  const page = await open('?search=often%40shop.example');
  const shown = () => page.getByRole('link', { name: /^pi_/ }).allTextContents();
  await expect.poll(shown).toEqual(ids.slice(0, 25));
  await page.getByRole('link', { name: 'Older' }).click();
  await expect.poll(shown).toEqual(ids.slice(25));
  await expect.poll(() => page.getByRole('link', { name: 'Older' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Newer' }).click();
  await expect.poll(shown).toEqual(ids.slice(0, 25));
});

const WINDOWS: [string, BrowserContextOptions][] = [
  ['a small phone in the dark', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' }],
  ['wide', { viewport: { width: 1280, height: 900 } }],
  ['a phone', { viewport: { width: 390, height: 844 } }],
];

for (const [rows, tags] of shares(WINDOWS, WINDOWS.length))
  test.each(rows)('the list fits %s, in whole, and axe-core finds nothing', tags, async (name, options) => {
    const page = await open('?status=succeeded', { ...options, javaScriptEnabled: true });
    await screenshot(page, `dashboard-payments-${name}`);
    expect(await findings(page.mainFrame())).toEqual([]);
    expect(await sideways(page)).toBe(0);
    const table = page.getByRole('region', { name: 'Payments' });
    expect(await table.evaluate(({ clientWidth, scrollWidth }) => scrollWidth - clientWidth)).toBe(0);
    await page.getByRole('cell', { name: '¥2,000' }).waitFor();
  });

test('on a phone, filters are folded until one is in use', async () => {
  const page = await open('', { viewport: { width: 390, height: 844 } });
  const status = page.getByLabel('Status');
  expect(await status.isVisible()).toBe(false);
  await page.getByText('More filters').click();
  await status.selectOption('Declined');
  await find(page);
  await shows(page, ['declined']);
  await status.waitFor();
});

test('each list has a form that finds', async () => {
  const page = await open();
  for (const { listing } of registry.listings) {
    if (!listing.finder) continue;
    await page.goto(`${sandbox.url}/dashboard/${listing.page}`);
    await page.getByRole('main').getByRole('textbox').first().fill('hovercraft');
    await find(page);
    await page.getByText('Nothing matches these filters.').waitFor();
  }
});

testFormsOf('dashboard-lists');
