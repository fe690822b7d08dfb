/** What a person sees first in the dashboard: how an account does, and what needs them, without a script. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { eventually } from '../eventually.js';
import { activeAccount, BANK_ACCOUNT, officialClient } from '../sandbox/official.js';
import { shares } from '../thorough.js';
import { findings } from './axe.js';
import { sharedBrowser } from './chromium.js';
import { openDashboard } from './dashboard-page.js';
import { screenshot } from './screens.js';
import { sideways } from './sideways.js';

let browser: Browser;
let sandbox: Sandbox;
let stripe: Stripe;
/** A connected account of which nothing else is paid, and its client. */
let seller: { id: string; client: Stripe };

beforeAll(async () => {
  [browser, sandbox] = await Promise.all([sharedBrowser(), startSandbox({ port: 0, memory: true })]);
  stripe = officialClient(sandbox);
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(() => sandbox?.close());

const pay = (client: Stripe, amount: number, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  client.paymentIntents.create({
    ...{ amount, currency: 'eur', payment_method: 'pm_card_visa', payment_method_types: ['card'] },
    confirm: true,
    ...more,
  });

const open = (query = '', options: BrowserContextOptions = {}) => openDashboard(sandbox, query, options);

const fact = (page: Page, name: string) =>
  page.locator('dl.facts > div').filter({ hasText: name }).getByRole('definition').textContent();

/** The values of a plot's table, the oldest first. */
async function valuesOf(page: Page, name: string): Promise<string[]> {
  await page.getByText(`${name} as a table`).click();
  const rows = page.getByRole('region', { name }).getByRole('row');
  return (await rows.getByRole('cell').allInnerTexts()).filter((_, index) => index % 2 === 1);
}

test('an account in which nothing has happened is told what to do first', async () => {
  const page = await open();
  await page.getByText('There are no payments yet').waitFor();
  await page.getByRole('link', { name: 'Home' }).waitFor();
  await page.getByRole('link', { name: /publishable key/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Keys' }).waitFor();
  const { id } = await activeAccount(stripe);
  await page.goto(`${sandbox.url}/dashboard?account=${id}`);
  await page.getByText('There are no payments yet').waitFor();
  await page.getByRole('link', { name: 'the account still has to tell' }).click();
  await page.getByRole('heading', { level: 2, name: 'Requirements' }).waitFor();
});

test('live mode says where its numbers are', async () => {
  const page = await open('?mode=live');
  await page.getByText('its dashboard has their numbers').waitFor();
});

describe('an account that was paid', () => {
  beforeAll(async () => {
    const account = await activeAccount(stripe, {
      external_account: { ...BANK_ACCOUNT, account_number: ['000', '111111116'].join('') },
    });
    const client = officialClient(sandbox, sandbox.secretKey, { stripeAccount: account.id });
    seller = { id: account.id, client };
    await pay(client, 1250);
    await pay(client, 3000).then(({ id }) => client.refunds.create({ amount: 1000, payment_intent: id }));
    await pay(client, 9900, { payment_method: 'pm_card_chargeDeclined' }).catch(() => {});
    const reserved = await pay(client, 5000, { capture_method: 'manual' });
    await client.paymentIntents.capture(reserved.id, { amount_to_capture: 2000 });
    await pay(client, 7000, { capture_method: 'manual' });
    await client.charges.create({ amount: 10_000, currency: 'usd', source: 'tok_bypassPending' });
    await client.payouts.create({ amount: 2500, currency: 'usd' });
    await client.paymentIntents.create({ amount: 100, currency: 'eur' });
    await pay(client, 4000, { payment_method: 'pm_card_createDispute' });
    await eventually(async () => {
      expect((await client.payouts.list({ status: 'failed' })).data).toHaveLength(1);
      expect((await client.disputes.list()).data).toHaveLength(1);
    });
  });

  test('sees what came in by currency, how many attempts succeeded, and its balance', async () => {
    const page = await open(`?account=${seller.id}`);
    const { available, pending } = await seller.client.balance.retrieve();
    expect(await fact(page, 'Paid')).toMatch(/€102\.50\s*\$100\.00/);
    expect(await fact(page, 'Successful attempts')).toBe('85.7 % of 7');
    expect(await fact(page, 'New disputes')).toBe('1');
    for (const [name, amounts] of Object.entries({ available, pending }))
      for (const { amount, currency } of amounts)
        expect(await fact(page, `Balance ${name}`)).toContain(
          (amount / 100).toLocaleString('en-US', { currency, style: 'currency' }),
        );
  });

  test('sees each plot as a table too, and no other account’s numbers', async () => {
    const page = await open(`?account=${seller.id}&days=7`);
    for (const name of ['Volume in EUR', 'Volume in USD', 'Successful attempts', 'New disputes'])
      await page.getByRole('img', { name }).waitFor();
    const nothing = Array(6).fill('€0.00');
    expect(await valuesOf(page, 'Volume in EUR')).toEqual([...nothing, '€102.50']);
    expect(await valuesOf(page, 'Successful attempts')).toEqual([...Array(6).fill('–'), '85.7 %']);
    expect(await valuesOf(page, 'New disputes')).toEqual([...Array(6).fill('0'), '1']);
    await pay(stripe, 100, { currency: 'gbp' });
    await page.goto(`${sandbox.url}/dashboard`);
    expect(await fact(page, 'Paid')).toBe('£1.00');
  });

  test('is told what needs a person, each with a link', async () => {
    const page = await open(`?account=${seller.id}`);
    await page.getByRole('link', { name: 'A dispute of €40.00' }).click();
    await page.getByRole('heading', { level: 1, name: 'Dispute of €40.00' }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'A failed payout of $25.00' }).click();
    await page.getByText('no_account').first().waitFor();
    const [dispute] = (await seller.client.disputes.list()).data;
    await seller.client.disputes.close(String(dispute?.id));
    await page.goBack();
    await page.reload();
    await page.getByRole('link', { name: 'A failed payout of $25.00' }).waitFor();
    expect(await page.getByRole('link', { name: 'A dispute of' }).count()).toBe(0);
  });

  test('chooses how many days are shown', async () => {
    const page = await open(`?account=${seller.id}`);
    await page.getByRole('link', { name: '90 days' }).click();
    await page.getByRole('heading', { name: 'The last 90 days' }).waitFor();
    expect(await valuesOf(page, 'Volume in USD')).toHaveLength(90);
  });

  const windows: [string, BrowserContextOptions][] = [
    ['a small phone in the dark', { colorScheme: 'dark', viewport: { width: 320, height: 640 } }],
    ['wide', {}],
    ['a phone', { viewport: { width: 390, height: 800 } }],
    ['a window at twice its size', { deviceScaleFactor: 2, viewport: { width: 640, height: 400 } }],
  ];
  for (const [rows, tags] of shares(windows, windows.length))
    test.each(rows)('fits %s, and axe-core finds nothing', tags, async (name, options) => {
      const page = await open(`?account=${seller.id}`, { ...options, javaScriptEnabled: true });
      await screenshot(page, `dashboard-home/${name}`);
      await page.getByText('Volume in EUR as a table').click();
      await page.getByRole('region', { name: 'Volume in EUR' }).waitFor();
      expect([await findings(page.mainFrame()), await sideways(page)]).toEqual([[], 0]);
      await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
      expect(await sideways(page)).toBe(0);
      await screenshot(page, `dashboard-home/${name}, from right to left`);
    });
});
