/** The pages on which a customer sees and changes what they have with a business. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { officialClient } from '../sandbox/official.js';
import { findings } from './axe.js';
import { launchBrowser } from './chromium.js';
import { screenshot } from './screens.js';

let browser: Browser;
let sandbox: Sandbox;
let stripe: Stripe;
let monthly: Stripe.Price;
let yearly: Stripe.Price;
let configuration: string;

beforeAll(async () => {
  [browser, sandbox] = await Promise.all([launchBrowser(), startSandbox({ port: 0, memory: true })]);
  stripe = officialClient(sandbox);
  const { id: product } = await stripe.products.create({ name: 'Notes Pro' });
  const price = { product, currency: 'eur' };
  monthly = await stripe.prices.create({ ...price, unit_amount: 2000, recurring: { interval: 'month' } });
  yearly = await stripe.prices.create({ ...price, unit_amount: 20_000, recurring: { interval: 'year' } });
  ({ id: configuration } = await stripe.billingPortal.configurations.create({
    business_profile: {
      headline: 'Your plan at Example',
      privacy_policy_url: 'https://shop.example/privacy',
    },
    features: {
      customer_update: { allowed_updates: ['name', 'email', 'address'], enabled: true },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: {
        cancellation_reason: { enabled: true, options: ['too_expensive', 'other'] },
        enabled: true,
      },
      subscription_update: {
        default_allowed_updates: ['price'],
        enabled: true,
        products: [{ product, prices: [monthly.id, yearly.id] }],
        proration_behavior: 'always_invoice',
      },
    },
  }));
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(async () => {
  await browser?.close();
  await sandbox?.close();
});

/** Opens the portal of a customer who pays for a plan, and has a second card. */
async function enter(options: BrowserContextOptions = {}): Promise<{ page: Page; subscription: string }> {
  const { id: customer } = await stripe.customers.create({
    name: 'Łukasz Żółć',
    email: 'lukasz@shop.example',
    address: { line1: 'Straße 1', postal_code: '8010', city: 'Graz', country: 'AT' },
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  });
  await stripe.paymentMethods.attach('pm_card_mastercard', { customer });
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price: monthly.id }] });
  const { url } = await stripe.billingPortal.sessions.create({
    configuration,
    customer,
    return_url: 'https://shop.example/account',
  });
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(url);
  return { page, subscription: id };
}

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe('the customer portal', () => {
  test('lets a person cancel, take it back, choose another card and change the plan', async () => {
    const { page, subscription } = await enter();
    await page.getByRole('link', { name: 'Cancel: Notes Pro' }).click();
    await page.getByRole('radio', { name: 'It is too expensive' }).check();
    await page.getByRole('button', { name: 'Cancel subscription' }).click();
    await page.getByText('Ends on').waitFor();
    expect((await stripe.subscriptions.retrieve(subscription)).cancellation_details?.feedback).toBe(
      'too_expensive',
    );
    await page.getByRole('button', { name: 'Don’t cancel: Notes Pro' }).click();
    await page.getByText('Next bill: €20.00').waitFor();
    await page.getByRole('button', { name: 'Make default: Mastercard •••• 4444' }).click();
    await page.getByText('paid with Mastercard •••• 4444').waitFor();
    await page.getByRole('button', { name: 'Remove: Visa •••• 4242' }).click();
    await page.getByText('Visa •••• 4242').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Change plan: Notes Pro' }).click();
    await page.getByRole('radio', { name: '€200.00 per year' }).check();
    await page.getByRole('button', { name: 'See what it costs' }).click();
    await page.getByText('To pay now').waitFor();
    await page.getByRole('button', { name: 'Confirm change' }).click();
    await page.getByText('€200.00 per year').waitFor();
    const { items } = await stripe.subscriptions.retrieve(subscription);
    expect(items.data[0]?.price.id).toBe(yearly.id);
    expect(await page.getByRole('link', { name: 'Return to' }).getAttribute('href')).toBe(
      'https://shop.example/account',
    );
  });

  test.each([
    ['wide', { viewport: { width: 1100, height: 900 } }],
    ['narrow', { viewport: { width: 360, height: 740 } }],
    ['dark', { viewport: { width: 800, height: 900 }, colorScheme: 'dark' }],
  ] as const)('fits a window that is %s, and can be used by everyone', async (name, options) => {
    const { page, subscription } = await enter(options);
    const home = page.url();
    for (const path of [
      '',
      `/cancel/${subscription}`,
      `/change/${subscription}`,
      `/change/${subscription}/confirm?price=${yearly.id}`,
      '/details',
    ]) {
      await page.goto(home + path);
      const part = path.replaceAll(/[^a-z]|sub_\w+|price=.*/g, '') || 'home';
      if (process.env.SCREENS) await screenshot(page, `portal-${part}-${name}`);
      expect([path, await sideways(page)]).toEqual([path, 0]);
      expect([path, await findings(page.mainFrame())]).toEqual([path, []]);
    }
  });
});
