/**
 * The hosted page on which the holder of a US bank account verifies it.
 *
 * @module-tag thorough
 */
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { officialClient } from '../sandbox/official.js';
import { findings } from './axe.js';
import { sharedBrowser } from './chromium.js';
import { sideways } from './sideways.js';

let browser: Browser;
let sandbox: Sandbox;

beforeAll(async () => {
  [browser, sandbox] = await Promise.all([sharedBrowser(), startSandbox({ port: 0, memory: true })]);
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(() => sandbox?.close());

/** Opens the page of a set-up that has just sent microdeposits. */
async function open(options: BrowserContextOptions = {}) {
  const stripe = officialClient(sandbox);
  const intent = await stripe.setupIntents.create({
    confirm: true,
    mandate_data: { customer_acceptance: { type: 'offline' } },
    payment_method_data: {
      type: 'us_bank_account',
      us_bank_account: {
        account_holder_type: 'individual',
        account_number: '000123456789',
        routing_number: '110000000',
      },
      billing_details: { name: 'Jenny Rosen' },
    },
  });
  const page = await (await browser.newContext(options)).newPage();
  const messages: string[] = [];
  page.on('console', (message) => messages.push(message.text()));
  await page.goto(`${intent.next_action?.verify_with_microdeposits?.hosted_verification_url}`);
  const status = async () => (await stripe.setupIntents.retrieve(intent.id)).status;
  return { page, messages, status };
}

describe.each<[string, BrowserContextOptions]>([
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['forced colours', { forcedColors: 'active' }],
])('in %s, 320 pixels wide', (_, settings) => {
  test('it has nothing that axe-core finds, and does not scroll sideways', async () => {
    const { page } = await open({ ...settings, viewport: { width: 320, height: 640 } });
    expect(await findings(page.mainFrame())).toEqual([]);
    expect(await sideways(page)).toBe(0);
    await page.getByLabel('Code').fill('SM99ZZ');
    await page.getByRole('button', { name: 'Verify by the code' }).click();
    await page.getByRole('alert').waitFor();
    expect(await findings(page.mainFrame())).toEqual([]);
    expect(await sideways(page)).toBe(0);
  });
});

test('an account is verified with the keyboard, by a code', async () => {
  const { page, messages, status } = await open();
  await page.keyboard.press('Tab');
  await page.keyboard.type('SM99ZZ');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await page.getByRole('alert').getByText('9 attempts are left').waitFor();
  await page.waitForLoadState();
  await page.keyboard.press('Tab');
  await page.keyboard.type('sm11aa');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Your bank account is verified' }).waitFor();
  expect(await status()).toBe('succeeded');
  // A wrong answer is a 400, which the browser tells; its policy forbids nothing that the page needs.
  expect(messages.filter((message) => !message.includes('400'))).toEqual([]);
});

test('an account is verified by the amounts', async () => {
  const { page, status } = await open();
  await page.getByLabel('First amount').fill('32');
  await page.getByLabel('Second amount').fill('45');
  await page.getByRole('button', { name: 'Verify by the amounts' }).click();
  await page.getByRole('heading', { name: 'Your bank account is verified' }).waitFor();
  expect(await status()).toBe('succeeded');
});
