/**
 * What a developer does with the log of requests and with events: finds a request, reads why it was refused and what it caused.
 *
 * @module-tag thorough
 */
import type { Browser, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { officialClient, refusal } from '../sandbox/official.js';
import { closeReceivers, listen, receive } from '../sandbox/receiver.js';
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
afterAll(() => Promise.all([sandbox?.close(), closeReceivers()]));

const open = (path: string) => openDashboard(sandbox, path);

const says = (page: Page, text: string | RegExp) => page.getByRole('main').getByText(text).first().waitFor();
const find = (page: Page) => page.getByRole('button', { name: 'Find' }).click();
const paths = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('link') });

/** A payment that the bank declines. */
const declined = () =>
  refusal(
    stripe.paymentIntents.create({
      ...{ amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_chargeDeclined' },
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    }),
  );

describe('the log of requests', () => {
  test('is filtered by answer, error, method, path, key and day, or by an id', async () => {
    await stripe.customers.create({ name: 'Jenny' });
    await stripe.customers.list();
    const { requestId } = await declined();
    const page = await open('/requests');
    await page.getByLabel('Answer').selectOption('Refused (4xx)');
    await page.getByLabel('Error code').fill('card_declined');
    await find(page);
    await expect.poll(() => paths(page).count()).toBe(1);
    await says(page, '/v1/payment_intents');
    await page.getByRole('link', { name: 'Show all' }).click();
    await page.getByLabel('Part of the path').fill('customers');
    await page.getByLabel('Method').selectOption('GET');
    await page.getByLabel('Last four characters of the key').fill(sandbox.secretKey.slice(-4));
    await find(page);
    await expect.poll(() => paths(page).count()).toBe(1);
    await page.getByLabel('Last four characters of the key').fill('none');
    await find(page);
    await says(page, 'Nothing matches these filters.');
    await page.getByRole('link', { name: 'Show all' }).click();
    await page.getByLabel('Id or idempotency key').fill(String(requestId));
    await find(page);
    await expect.poll(() => paths(page).count()).toBe(1);
    await page.getByRole('link', { name: String(requestId) }).waitFor();
  });

  test('explains why a request was refused as the guide does, and what it caused', async () => {
    const { requestId } = await declined();
    const page = await open(`/requests/${requestId}`);
    await page.getByRole('heading', { name: 'POST /v1/payment_intents', level: 1 }).waitFor();
    await page.getByRole('alert').getByText('Your card was declined.').waitFor();
    await says(page, 'What to do:');
    const guide = page.getByRole('link', { name: 'card_declined in the guide to errors' });
    const address = new URL(String(await guide.getAttribute('href')), sandbox.url);
    expect(address.hash).toBe('#card_declined');
    expect(await (await fetch(address)).text()).toContain('id="card_declined"');
    await says(page, 'pm_card_chargeDeclined');
    await says(page, 'The bank refused it');
    const json = page.getByText('"keyKind"');
    expect(await json.isVisible()).toBe(false);
    await page.getByRole('link', { name: 'charge.failed' }).click();
    await page.getByRole('heading', { name: /^The bank refused it/, level: 1 }).waitFor();
    await page.getByRole('link', { name: String(requestId) }).click();
    await page.getByRole('link', { name: /^secret …/ }).click();
    await page.getByRole('heading', { name: /^Secret key …/ }).waitFor();
  });

  test('shows the idempotency key, by which a request is found', async () => {
    await stripe.customers.create({ name: 'Jenny' }, { idempotencyKey: 'order 6735' });
    const page = await open('/requests');
    await page.getByLabel('Id or idempotency key').fill('order 6735');
    await find(page);
    await page.getByRole('link', { name: /^req_/ }).click();
    await says(page, 'order 6735');
    await says(page, 'Customer created');
  });
});

describe('the page of an event', () => {
  test('says what it is about and where it was sent, and resends it', async () => {
    const receiver = await receive();
    receiver.answer = () => 500;
    const endpoint = await listen(stripe, receiver, { enabled_events: ['customer.updated'] });
    const customer = await stripe.customers.create({ name: 'Jenny' });
    await stripe.customers.update(customer.id, { name: 'Jenny Rosen' });
    await expect.poll(() => receiver.attempts.length).toBeGreaterThan(0);
    const [event] = (await stripe.events.list({ type: 'customer.updated' })).data;
    const page = await open(`/events/${event?.id}`);
    await page.getByRole('heading', { name: 'Customer updated', level: 1 }).waitFor();
    await says(page, 'What changed');
    await says(page, receiver.url);
    await expect
      .poll(async () => {
        await page.reload();
        return page.getByText('Failed, will be tried again').count();
      })
      .toBe(1);
    receiver.answer = () => 200;
    await page.getByRole('button', { name: 'Resend' }).click();
    // The delivery may be tried again by itself at the same time.
    await expect.poll(() => receiver.received.length).toBeGreaterThan(0);
    await page.goto(`${sandbox.url}/dashboard/events/${event?.id}`);
    await page.getByRole('link', { name: customer.id }).click();
    await page.getByRole('heading', { name: 'Jenny Rosen' }).waitFor();
    await stripe.webhookEndpoints.del(endpoint.id);
    await page.goto(`${sandbox.url}/dashboard/events/${event?.id}`);
    await says(page, 'which was deleted');
  });
});

testFormsOf('dashboard-requests');

describe('every screen', THOROUGH, () => {
  test.each([
    ['light', { colorScheme: 'light', viewport: { width: 1280, height: 900 } }],
    ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
    ['narrow', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
    ['small and dark', { colorScheme: 'dark', viewport: { width: 320, height: 640 } }],
  ] as const)('%s: axe-core finds nothing, and nothing scrolls sideways', async (name, options) => {
    const receiver = await receive();
    await listen(stripe, receiver, { enabled_events: ['charge.failed'] });
    const { requestId } = await declined();
    const [event] = (await stripe.events.list({ type: 'charge.failed' })).data;
    const page = await (await browser.newContext(options)).newPage();
    const shown = ['/requests', `/requests/${requestId}`, `/events/${event?.id}`, '/keys'];
    for (const [at, path] of shown.entries()) {
      await page.goto(`${sandbox.url}/dashboard${path}`);
      await screenshot(page, `dashboard-requests-${at}-${name}`);
      expect(await findings(page.mainFrame())).toEqual([]);
      expect(await sideways(page)).toBe(0);
    }
  });
});
