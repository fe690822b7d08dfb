/**
 * What a developer does with webhook endpoints: creates, edits, tests and deletes them, and reads what was sent. Without a script.
 *
 * @module-tag thorough
 */
import type { Browser, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { officialClient } from '../sandbox/official.js';
import { closeReceivers, deliveriesOf, listen, receive } from '../sandbox/receiver.js';
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
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  const { data } = await stripe.webhookEndpoints.list();
  for (const { id } of data) await stripe.webhookEndpoints.del(id);
});
afterAll(() => Promise.all([sandbox?.close(), closeReceivers()]));

const open = (path = '') => openDashboard(sandbox, `/webhooks${path}`);

const says = (page: Page, text: string | RegExp) => page.getByRole('main').getByText(text).first().waitFor();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const follow = (page: Page, name: string | RegExp) =>
  page.getByRole('main').getByRole('link', { name, exact: true }).click();
const deliveryOf = async ({ id }: Stripe.WebhookEndpoint) => (await deliveriesOf(stripe, id))[0];

/** Has one event sent to an endpoint that answers with 500, and waits for the attempt. */
async function failedDelivery() {
  const receiver = await receive();
  receiver.answer = () => 500;
  const endpoint = await listen(stripe, receiver, { enabled_events: ['customer.created'] });
  await stripe.customers.create({ name: 'Jenny' });
  await expect.poll(async () => (await deliveryOf(endpoint))?.attempts).toBeGreaterThan(0);
  return { endpoint, receiver };
}

describe('a developer', () => {
  test('creates an endpoint for a group of events and one more, and reads its secret only on demand', async () => {
    const receiver = await receive();
    const page = await open('/new');
    await page.getByLabel('Address to send events to').fill(receiver.url);
    await page.getByLabel('Description').fill('The shop');
    await page.getByLabel('Only those that are chosen').check();
    await page.locator('summary', { hasText: /^refund / }).click();
    await page.getByLabel('Every event of refund').check();
    await page.locator('summary', { hasText: /^customer \(/ }).click();
    await page.getByLabel('customer.created', { exact: true }).check();
    await press(page, 'Create endpoint');
    await says(page, 'The shop');
    const [endpoint] = (await stripe.webhookEndpoints.list()).data;
    const types = ['customer.created', 'refund.created', 'refund.failed', 'refund.updated'];
    expect(endpoint).toMatchObject({ description: 'The shop', enabled_events: types, url: receiver.url });

    expect(await page.content()).not.toContain('whsec_');
    await press(page, 'Reveal the signing secret');
    receiver.secret = (await page.getByText(/^whsec_\w{32}$/).textContent()) ?? '';
    await stripe.customers.create();
    await expect.poll(() => receiver.received.length).toBe(1);
  });

  test('is told what is wrong with an endpoint, and loses nothing of what was chosen', async () => {
    const page = await open('/new');
    await page.getByLabel('Address to send events to').fill('shop.example/webhook');
    await page.getByLabel('Only those that are chosen').check();
    await page.locator('summary', { hasText: /^charge / }).click();
    await page.getByLabel('charge.succeeded', { exact: true }).check();
    await press(page, 'Create endpoint');
    await page.getByRole('alert').getByText('it has to be a whole address').waitFor();
    expect(await page.getByLabel('charge.succeeded', { exact: true }).isChecked()).toBe(true);
    await page.getByLabel('Address to send events to').fill('https://shop.example/webhook');
    await page.getByLabel('charge.succeeded', { exact: true }).uncheck();
    await press(page, 'Create endpoint');
    await page.getByRole('alert').getByText('name at least one type of event').waitFor();
    expect((await stripe.webhookEndpoints.list()).data).toEqual([]);
  });

  test('edits, disables, enables and deletes an endpoint, which asks first', async () => {
    const { id } = await stripe.webhookEndpoints.create({
      url: 'https://shop.example/webhook',
      enabled_events: ['charge.succeeded'],
    });
    const page = await open();
    await follow(page, 'https://shop.example/webhook');
    await follow(page, 'Edit');
    await page.getByLabel('All of them').check();
    await page.getByLabel('Address to send events to').fill('https://shop.example/other');
    await press(page, 'Save');
    await says(page, 'https://shop.example/other');
    const retrieve = () => stripe.webhookEndpoints.retrieve(id);
    expect(await retrieve()).toMatchObject({ enabled_events: ['*'], url: 'https://shop.example/other' });
    await press(page, 'Disable');
    await page.getByRole('button', { name: 'Enable' }).waitFor();
    expect((await retrieve()).status).toBe('disabled');
    await press(page, 'Enable');
    await page.getByRole('button', { name: 'Disable' }).waitFor();
    expect((await retrieve()).status).toBe('enabled');
    await follow(page, 'Delete');
    await follow(page, 'Go back without changes');
    await follow(page, 'Delete');
    await press(page, 'Delete the endpoint');
    await says(page, 'No endpoint receives events yet');
    expect((await stripe.webhookEndpoints.list()).data).toEqual([]);
  });

  test('sends a test event, whose objects exist, and whose request is in the log', async () => {
    const receiver = await receive();
    const endpoint = await listen(stripe, receiver, { enabled_events: ['charge.refunded'] });
    const page = await open(`/${endpoint.id}`);
    await page.getByLabel('Event', { exact: true }).selectOption('charge.refunded');
    await press(page, 'Send it');
    await page.getByRole('heading', { name: 'charge.refunded', level: 1 }).waitFor();
    await expect.poll(() => receiver.received.length).toBe(1);
    const [{ event }] = receiver.received as [(typeof receiver.received)[0]];
    const { id } = event.data.object as Stripe.Charge;
    expect((await stripe.charges.retrieve(id)).refunded).toBe(true);
    await page.goto(`${sandbox.url}/dashboard/requests/${event.request?.id}`);
    await says(page, /\/v1\/refunds|\/v1\/charges/);
  });

  test('finds what failed, with what was sent and answered, and resends it', async () => {
    const { endpoint, receiver } = await failedDelivery();
    const page = await open();
    await says(page, /\d of \d \(100 %\)/);
    await follow(page, receiver.url);
    await follow(page, 'Succeeded');
    await says(page, 'No event has that state.');
    await follow(page, 'Waiting');
    await says(page, 'Failed, will be tried again');
    await follow(page, 'customer.created');
    await says(page, 'Next try');
    await says(page, 'The endpoint answered 500.');
    const sent = page.getByText('"name": "Jenny"').first();
    expect(await sent.isVisible()).toBe(false);
    await page.getByText('What was sent').first().click();
    await sent.waitFor();
    receiver.answer = () => 200;
    await press(page, 'Resend');
    await expect.poll(async () => (await deliveryOf(endpoint))?.status).toBe('delivered');
    await page.reload();
    await says(page, 'Succeeded');
    expect(receiver.received).toHaveLength(1);
  });
});

testFormsOf('dashboard-webhooks');

describe('every screen', THOROUGH, () => {
  test.each([
    ['light', { colorScheme: 'light', viewport: { width: 1280, height: 900 } }],
    ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
    ['narrow', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
    ['small and dark', { colorScheme: 'dark', viewport: { width: 320, height: 640 } }],
  ] as const)('%s: axe-core finds nothing, and nothing scrolls sideways', async (name, options) => {
    const { endpoint } = await failedDelivery();
    await stripe.webhookEndpoints.create({
      url: `https://shop.example/${'a-long-path/'.repeat(12)}`,
      enabled_events: ['charge.succeeded', 'charge.refunded'],
    });
    const page = await (await browser.newContext(options)).newPage();
    const event = (await deliveryOf(endpoint))?.event;
    const paths = [
      '',
      `/${endpoint.id}/edit`,
      `/${endpoint.id}`,
      `/${endpoint.id}/${event}`,
      `/${endpoint.id}/delete`,
    ];
    for (const [at, path] of paths.entries()) {
      await page.goto(`${sandbox.url}/dashboard/webhooks${path}`);
      await page.evaluate(() => {
        for (const part of document.querySelectorAll('details')) part.open = true;
      });
      await screenshot(page, `dashboard-webhooks-${at}-${name}`);
      expect(await findings(page.mainFrame())).toEqual([]);
      expect(await sideways(page)).toBe(0);
    }
  });

  test('an endpoint is created with the keyboard alone', async () => {
    const page = await open('/new');
    await page.getByLabel('Address to send events to').focus();
    await page.keyboard.type('https://shop.example/keys');
    await page.keyboard.press('Enter');
    await says(page, 'https://shop.example/keys');
    expect((await stripe.webhookEndpoints.list()).data).toMatchObject([{ enabled_events: ['*'] }]);
  });
});
