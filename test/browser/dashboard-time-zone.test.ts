/** How a person chooses the time zone of the dashboard, without a script, and what is shown in it. */
import type { Browser, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { officialClient } from '../sandbox/official.js';
import { sharedBrowser } from './chromium.js';
import { openWindow, testFormsOf } from './dashboard-page.js';
import { screenshot } from './screens.js';
import { sideways } from './sideways.js';

let browser: Browser;
let sandbox: Sandbox;
let payment: Stripe.PaymentIntent;

beforeAll(async () => {
  [browser, sandbox] = await Promise.all([sharedBrowser(), startSandbox({ port: 0, memory: true })]);
  payment = await officialClient(sandbox).paymentIntents.create({ amount: 2000, currency: 'eur' });
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(() => sandbox?.close());

const open = () => openWindow({ javaScriptEnabled: false, viewport: { width: 360, height: 640 } });

async function choose(page: Page, zone: string): Promise<void> {
  await page.goto(`${sandbox.url}/dashboard/payments`);
  await page.getByRole('link', { name: 'Change the time zone' }).click();
  await page.getByLabel('Your time zone').selectOption(zone);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('status').getByText('Saved.').waitFor();
}

/** The day that it is in a time zone: 2031-12-24. */
const today = (timeZone: string) => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date());

test('times are those of the machine until a person chooses a time zone, and then of that one on every page', async () => {
  const page = await open();
  await page.goto(`${sandbox.url}/dashboard/payments/${payment.id}`);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll('_', ' ');
  await page.getByRole('contentinfo').getByText(`Times are those of ${own}.`).waitFor();
  await choose(page, 'Australia/Eucla');
  await page.getByText(/It is now .* GMT\+8:45/).waitFor();
  expect(await sideways(page)).toBe(0);
  await screenshot(page, 'dashboard/time-zone');
  await page.goto(`${sandbox.url}/dashboard/payments/${payment.id}`);
  const shown = await page
    .getByText(/GMT\+8:45/)
    .first()
    .textContent();
  const there = new Date((payment.created + 525 * 60) * 1000).toISOString().slice(0, 19).replace('T', ' ');
  expect(shown).toBe(`${there} GMT+8:45`);
});

test('days are found, and files are written, in the chosen time zone', async () => {
  // It is never the same day at these two.
  const [early, late] = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'];
  const page = await open();
  const find = async () => {
    await page.goto(`${sandbox.url}/dashboard/payments`);
    await page.getByText('More filters').click();
    await page.getByLabel(/^From/).fill(today(early));
    await page.getByRole('button', { name: 'Find' }).click();
  };
  await choose(page, early);
  await find();
  await page.getByRole('link', { name: payment.id }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download as CSV' }).click(),
  ]);
  const file = await download.createReadStream();
  expect(await new Response(file as never).text()).toMatch(/T\d\d:\d\d:\d\d\.\d{3}\+14:00"/);
  await choose(page, late);
  await find();
  await page.getByText('Nothing matches these filters.').waitFor();
});

test('an unknown time zone is refused', async () => {
  const answer = await fetch(`${sandbox.url}/dashboard/time-zone`, {
    method: 'POST',
    headers: { Origin: sandbox.url, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'zone=Mars%2FOlympus',
  });
  expect([answer.status, answer.headers.get('set-cookie')]).toEqual([400, null]);
  expect(await answer.text()).toContain('There is no such time zone.');
});

testFormsOf('dashboard-time-zone');
