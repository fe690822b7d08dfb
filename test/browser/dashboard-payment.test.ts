/** What a person who supports payments does with one of them: reads it, refunds it, captures it and cancels it, without a script. */
import type { Browser, Page } from 'playwright-core';
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

type Params = Stripe.PaymentIntentCreateParams;

const create = (payment_method = 'pm_card_visa', more: Partial<Params> = {}) =>
  stripe.paymentIntents.create({
    ...{ amount: 2000, currency: 'eur', description: 'Two shirts', payment_method },
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    confirm: true,
    ...more,
  });

const open = ({ id }: Stripe.PaymentIntent) => openDashboard(sandbox, `/payments/${id}`);

const says = (page: Page, text: string | RegExp) => page.getByRole('main').getByText(text).first().waitFor();
const refundsOf = async ({ id }: Stripe.PaymentIntent) =>
  (await stripe.refunds.list({ payment_intent: id })).data;

describe('the page of a payment', () => {
  test('says how it stands, who paid with what, and what happened, each with its event and its request', async () => {
    const customer = await stripe.customers.create({ email: 'ada@shop.example', name: 'Ada Lovelace' });
    const payment = await create('pm_card_cvcCheckFail', {
      customer: customer.id,
      metadata: { order: '6735' },
    });
    const page = await open(payment);
    await page.getByRole('heading', { name: '€20.00', level: 1 }).waitFor();
    for (const text of ['Paid', 'Two shirts', '6735', /Visa …\d{4}/, 'Ada Lovelace']) await says(page, text);
    await says(page, 'The security code does not match.');
    await says(page, 'The risk is normal');
    await says(page, 'Created for €20.00');
    const { data } = await stripe.events.list({ type: 'payment_intent.succeeded' });
    const event = data.find(({ data: { object } }) => (object as { id?: string }).id === payment.id);
    await page
      .getByRole('link', { name: String(event?.request?.id) })
      .last()
      .click();
    await page.getByRole('heading', { level: 1, name: 'POST /v1/payment_intents' }).waitFor();
    await page.getByRole('main').getByText(String(event?.request?.id)).first().waitFor();
    await page.goBack();
    await page.getByRole('link', { name: String(event?.id) }).click();
    await page.getByRole('main').getByText(String(event?.id)).first().waitFor();
    await page.goBack();
    await page.getByRole('link', { name: customer.id }).click();
    await page.getByRole('heading', { level: 1, name: 'Ada Lovelace' }).waitFor();
  });

  test('says why a card was declined, and of whom a dispute is', async () => {
    const error = await create('pm_card_chargeDeclinedInsufficientFunds').catch((one) => one);
    const page = await open(error.payment_intent);
    await page
      .getByRole('alert')
      .getByText(/insufficient funds.*\(insufficient_funds\)/)
      .waitFor();
    const disputed = await create('pm_card_createDispute');
    await expect
      .poll(async () => (await stripe.disputes.list({ payment_intent: disputed.id })).data.length)
      .toBe(1);
    const other = await open(disputed);
    await says(other, 'Disputed');
    await says(other, 'The customer disputed €20.00: fraudulent');
    await other.getByRole('link', { name: /^dp_|^du_/ }).click();
    await other.getByRole('heading', { level: 1, name: 'Dispute of €20.00' }).waitFor();
  });

  test('keeps the JSON folded, without the client secret', async () => {
    const page = await open(await create());
    const json = page.getByText('"object": "payment_intent"');
    expect(await json.isVisible()).toBe(false);
    await page.getByText('The payment as the API shows it').click();
    await json.waitFor();
    expect(await page.content()).not.toMatch(/pi_\w+_secret_/);
  });
});

describe('a person', () => {
  test('refunds a part of a payment with a reason, and the rest of it', async () => {
    const payment = await create();
    const page = await open(payment);
    await page.getByRole('link', { name: 'Refund', exact: true }).click();
    await page.getByLabel(/Amount in EUR, at most 20\.00/).fill('7.50');
    await page.getByLabel('Reason').selectOption('requested by customer');
    await page.getByRole('button', { name: 'Refund the payment' }).click();
    await says(page, 'Paid, €7.50 refunded');
    expect(await refundsOf(payment)).toMatchObject([{ amount: 750, reason: 'requested_by_customer' }]);
    await page.getByRole('link', { name: 'Refund', exact: true }).click();
    await page.getByRole('button', { name: 'Refund the payment' }).click();
    await says(page, 'Refunded');
    await expect.poll(() => page.getByRole('link', { name: 'Refund', exact: true }).count()).toBe(0);
    expect((await refundsOf(payment)).map(({ amount }) => amount)).toEqual([1250, 750]);
  });

  test('who presses twice, or types too much, refunds no more than was meant', async () => {
    const payment = await create();
    const page = await open(payment);
    await page.getByRole('link', { name: 'Refund', exact: true }).click();
    await page.getByLabel(/Amount/).fill('20.01');
    await page.getByRole('button', { name: 'Refund the payment' }).click();
    await page.getByRole('alert').getByText('That is more than €20.00').waitFor();
    await page.getByLabel(/Amount/).fill('5,00');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByLabel(/Amount/).fill('5');
    await page.getByRole('button', { name: 'Refund the payment' }).click();
    await says(page, 'Paid, €5.00 refunded');
    await other.getByRole('button', { name: 'Refund the payment' }).click();
    await other.getByRole('alert').getByText('was refunded in the meantime').waitFor();
    expect(await refundsOf(payment)).toMatchObject([{ amount: 500 }]);
  });

  test('captures what was reserved, in part', async () => {
    const payment = await create('pm_card_visa', { capture_method: 'manual' });
    const page = await open(payment);
    await says(page, 'Authorized, not captured yet');
    await page.getByRole('link', { name: 'Capture' }).click();
    await page.getByLabel(/Amount/).fill('12.00');
    await page.getByRole('button', { name: 'Capture the payment' }).click();
    await says(page, 'Paid');
    expect(await stripe.paymentIntents.retrieve(payment.id)).toMatchObject({
      amount_received: 1200,
      status: 'succeeded',
    });
  });

  test('cancels a payment with a reason, and is told why that is refused', async () => {
    const payment = await create('pm_card_visa', { capture_method: 'manual' });
    const page = await open(payment);
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.getByLabel('Reason').selectOption('duplicate');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await page.getByRole('button', { name: 'Cancel the payment' }).click();
    await says(page, 'Canceled: duplicate');
    expect(await stripe.paymentIntents.retrieve(payment.id)).toMatchObject({
      cancellation_reason: 'duplicate',
      status: 'canceled',
    });
    await other.getByRole('button', { name: 'Cancel the payment' }).click();
    await other.getByRole('alert').getByText('no longer possible').waitFor();
  });
});

testFormsOf('dashboard-payment');

describe('every screen', THOROUGH, () => {
  test.each([
    ['light', { colorScheme: 'light', viewport: { width: 1280, height: 900 } }],
    ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
    ['narrow', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
    ['small and dark', { colorScheme: 'dark', viewport: { width: 320, height: 640 } }],
  ] as const)('%s: axe-core finds nothing, and nothing scrolls sideways', async (name, options) => {
    const customer = await stripe.customers.create({
      email: 'hubert.blaine.wolfeschlegelsteinhausenbergerdorff@philadelphia.example',
      name: 'Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine senior',
    });
    const payment = await create('pm_card_visa', { customer: customer.id, metadata: { order: '6735' } });
    await stripe.refunds.create({ amount: 500, payment_intent: payment.id, reason: 'duplicate' });
    const page = await (await browser.newContext(options)).newPage();
    for (const path of ['', '/refund']) {
      await page.goto(`${sandbox.url}/dashboard/payments/${payment.id}${path}`);
      await screenshot(page, `dashboard-payment${path.replace('/', '-')}-${name}`);
      expect(await findings(page.mainFrame())).toEqual([]);
      expect(await sideways(page)).toBe(0);
    }
  });
});
