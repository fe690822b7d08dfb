/** The pages on which a customer sees and changes what they have with a business. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { officialClient } from '../sandbox/official.js';
import { THOROUGH } from '../thorough.js';
import { answerBank } from './bank.js';
import { sharedBrowser } from './chromium.js';
import { clickInto } from './click-into.js';
import { tabTo } from './focus.js';
import { testWindows } from './windows.js';

let browser: Browser;
let sandbox: Sandbox;
let stripe: Stripe;
let monthly: Stripe.Price;
let yearly: Stripe.Price;
let configuration: string;

beforeAll(async () => {
  [browser, sandbox] = await Promise.all([sharedBrowser(), startSandbox({ port: 0, memory: true })]);
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
afterAll(() => sandbox?.close());

/** Opens the portal of a customer who pays for a plan, and has a second card. */
async function enter(options: BrowserContextOptions = {}): Promise<{ page: Page; subscription: string }> {
  const { id: customer } = await stripe.customers.create({
    name: 'Łukasz Żółć',
    email: 'lukasz@shop.example',
    address: ADDRESS,
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

const ADDRESS = { line1: 'Straße 1', postal_code: '8010', city: 'Graz', country: 'AT' };

/** A customer whose subscription is overdue: the card that they had is declined. */
async function overdue(card = 'pm_card_chargeCustomerFail') {
  const { id: customer } = await stripe.customers.create({ address: ADDRESS });
  const { id: method } = await stripe.paymentMethods.attach(card, { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method } });
  const subscription = await stripe.subscriptions.create({ customer, items: [{ price: monthly.id }] });
  expect(subscription.status).toBe('incomplete');
  return { customer, subscription: subscription.id };
}

/** Opens the portal of a customer. */
async function visit(
  params: Stripe.BillingPortal.SessionCreateParams,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const { url } = await stripe.billingPortal.sessions.create({ configuration, ...params });
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(url);
  return page;
}

const field = (page: Page, name: string) =>
  page.frameLocator('#payment iframe').getByRole('textbox', { name, exact: true });

/** Types a card into the page that adds a payment method. */
async function typeCard(page: Page, number: string): Promise<void> {
  await clickInto(field(page, 'Card number'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type(`${number}1240123`);
  await expect.poll(() => field(page, 'Security code').inputValue()).toBe('123');
}

const card = (...groups: string[]) => groups.join('');
const VISA = card('4000', '0004', '0000', '0008');
const DECLINED = card('4000', '0000', '0000', '0002');
const ASKS_ALWAYS = card('4000', '0027', '6000', '3184');

const defaultOf = async (customer: string) => {
  const { invoice_settings: settings } = (await stripe.customers.retrieve(customer, {
    expand: ['invoice_settings.default_payment_method'],
  })) as Stripe.Customer;
  return (settings.default_payment_method as Stripe.PaymentMethod | null)?.card?.last4;
};

describe('a payment method that is added in the portal', () => {
  test('is what the customer pays with from then on, also for a subscription that had another one', async () => {
    const { id: customer } = await stripe.customers.create({
      address: ADDRESS,
      payment_method: 'pm_card_mastercard',
    });
    const [first] = (await stripe.paymentMethods.list({ customer })).data;
    const { id } = await stripe.subscriptions.create({
      customer,
      default_payment_method: String(first?.id),
      items: [{ price: monthly.id }],
    });
    const page = await visit({ customer });
    await page.getByRole('link', { name: 'Add payment method' }).click();
    await typeCard(page, VISA);
    await page.getByRole('button', { name: 'Save payment method' }).click();
    await page.getByText('paid with Visa •••• 0008').waitFor();
    expect(await defaultOf(customer)).toBe('0008');
    const { default_payment_method: method } = await stripe.subscriptions.retrieve(id, {
      expand: ['default_payment_method'],
    });
    expect((method as Stripe.PaymentMethod).card?.last4).toBe('0008');
  });

  test(
    'is refused with the bank’s reason, and another one taken, with the same intent',
    THOROUGH,
    async () => {
      const { id: customer } = await stripe.customers.create({ address: ADDRESS });
      const page = await visit({ customer });
      await page.getByRole('link', { name: 'Add payment method' }).click();
      await typeCard(page, DECLINED);
      await page.getByRole('button', { name: 'Save payment method' }).click();
      await page.getByRole('alert').getByText('Your card was declined.').waitFor();
      await page.reload();
      await page.getByRole('alert').getByText('The last attempt did not work').waitFor();
      await typeCard(page, VISA);
      await page.getByRole('button', { name: 'Save payment method' }).click();
      await page.getByRole('heading', { name: 'Visa •••• 0008' }).waitFor();
      expect((await stripe.setupIntents.list({ customer })).data).toHaveLength(1);
    },
  );

  test('pays what is overdue, in one press', async () => {
    const { customer, subscription } = await overdue();
    const page = await visit({ customer });
    await page.getByText('Waits for its first payment').waitFor();
    await page.getByRole('link', { name: 'Add payment method' }).click();
    await typeCard(page, VISA);
    await page.getByRole('button', { name: 'Save and pay €20.00' }).click();
    await page.getByText('Active', { exact: true }).waitFor();
    expect((await stripe.subscriptions.retrieve(subscription)).status).toBe('active');
  });

  test('that asks each time leads to its bank for the payment too', THOROUGH, async () => {
    const { customer, subscription } = await overdue();
    const page = await visit({ customer });
    await page.getByRole('link', { name: 'Add payment method' }).click();
    await typeCard(page, ASKS_ALWAYS);
    await page.getByRole('button', { name: 'Save and pay €20.00' }).click();
    await answerBank(page, 'Complete authentication');
    await page.getByRole('button', { name: 'Confirm with your bank' }).click();
    await answerBank(page, 'Complete authentication');
    await page.getByText('Active', { exact: true }).waitFor();
    expect((await stripe.subscriptions.retrieve(subscription)).status).toBe('active');
  });

  test('ends a flow that was for it, and leads back', THOROUGH, async () => {
    const { id: customer } = await stripe.customers.create({ address: ADDRESS });
    const page = await visit({
      customer,
      flow_data: {
        after_completion: { redirect: { return_url: `${sandbox.url}/livez` }, type: 'redirect' },
        type: 'payment_method_update',
      },
    });
    await typeCard(page, VISA);
    await page.getByRole('button', { name: 'Save payment method' }).click();
    await page.waitForURL(`${sandbox.url}/livez`);
    expect(await defaultOf(customer)).toBe('0008');
  });
});

describe('the page that adds a payment method', THOROUGH, () => {
  test('is used with the keyboard alone', async () => {
    const { id: customer } = await stripe.customers.create({ address: ADDRESS });
    const page = await visit({ customer });
    await tabTo(page.getByRole('link', { name: 'Add payment method' }));
    await page.keyboard.press('Enter');
    await tabTo(field(page, 'Card number'));
    await page.keyboard.type(`${VISA}1240123`);
    await expect.poll(() => field(page, 'Security code').inputValue()).toBe('123');
    await tabTo(page.getByRole('button', { name: 'Save payment method' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Visa •••• 0008' }).waitFor();
  });

  test('leads to a bank and back, whether it agreed there or not', async () => {
    const { id: customer } = await stripe.customers.create({
      address: ADDRESS,
      email: 'ada@shop.example',
      name: 'Ada',
    });
    await stripe.subscriptions.create({
      customer,
      items: [{ price: monthly.id }],
      payment_behavior: 'default_incomplete',
    });
    const page = await visit({ customer });
    const answer = async (text: string) => {
      await page.frameLocator('#payment iframe').getByRole('radio', { name: 'Bancontact' }).check();
      await page.getByRole('button', { name: 'Save and pay €20.00' }).click();
      await page.getByRole('button', { name: text }).click();
    };
    await page.getByRole('link', { name: 'Add payment method' }).click();
    await answer('Fail');
    await page.getByRole('alert').getByText('The last attempt did not work').waitFor();
    expect(page.url()).toMatch(/\/method$/);
    await answer('Authorise');
    await page.getByRole('button', { name: 'Pay €20.00 with SEPA' }).waitFor();
    const { invoice_settings: settings } = (await stripe.customers.retrieve(customer, {
      expand: ['invoice_settings.default_payment_method'],
    })) as Stripe.Customer;
    expect(settings.default_payment_method).toMatchObject({ type: 'sepa_debit' });
  });
});

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

  testWindows('portal', async (context, look) => {
    const { page, subscription } = await enter(context);
    const home = page.url();
    for (const path of [
      '',
      `/cancel/${subscription}`,
      `/change/${subscription}`,
      `/change/${subscription}/confirm?price=${yearly.id}`,
      '/details',
      '/method',
    ]) {
      await page.goto(home + path);
      if (path === '/method')
        await page.frameLocator('#payment iframe').getByRole('textbox').first().waitFor();
      await look(page, path.replaceAll(/[^a-z]|sub_\w+|price=.*/g, '') || 'home');
    }
  });
});
