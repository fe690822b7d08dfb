/**
 * An admin changes what the account is called, what it takes, a key, and a connected account: in a browser that runs no script.
 *
 * @module-tag thorough
 */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { officialClient } from '../sandbox/official.js';
import { sharedBrowser } from './chromium.js';
import { openDashboard, testFormsOf } from './dashboard-page.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, memory: true });
});
afterEach(async () => {
  await Promise.all((await sharedBrowser()).contexts().map((context) => context.close()));
});
afterAll(() => sandbox?.close());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('an admin gives the account a name', async () => {
  const page = await openDashboard(sandbox, '/account');
  const name = page.getByRole('main').getByRole('textbox');
  await name.fill('Hats & Gloves');
  await press(page, 'Save');
  await page.getByText('Saved.').waitFor();
  const { business_profile } = await officialClient(sandbox).accounts.retrieveCurrent();
  expect(business_profile?.name).toBe('Hats & Gloves');
});

test('an admin switches a payment method off, and on again', async () => {
  const page = await openDashboard(sandbox, '/payment-methods');
  const method = page.getByRole('checkbox', { name: /klarna/ });
  for (const isOn of [false, true]) {
    await method.setChecked(isOn);
    await press(page, 'Save');
    await page.getByText('Saved.').waitFor();
    const { data } = await officialClient(sandbox).paymentMethodConfigurations.list();
    expect(data[0]?.klarna?.display_preference.value).toBe(isOn ? 'on' : 'off');
  }
});

test('an admin changes the note of a key', async () => {
  const [key] = await sandbox.keys.list();
  const page = await openDashboard(sandbox, `/keys/${key?.id}`);
  await page.getByLabel('Note', { exact: true }).fill('For the old shop');
  await press(page, 'Save');
  await page.getByText('Saved.').waitFor();
  expect((await sandbox.keys.list()).find(({ id }) => id === key?.id)?.note).toBe('For the old shop');
});

test('an admin opens the onboarding of a connected account, and rejects one', async () => {
  const platform = officialClient(sandbox);
  const account = await platform.accounts.create({
    type: 'express',
    capabilities: { transfers: { requested: true } },
  });
  const page = await openDashboard(sandbox, `/accounts/${account.id}`);
  await press(page, 'Open its onboarding');
  await expect.poll(() => new URL(page.url()).pathname).not.toContain('/dashboard');
  await page.goto(`${sandbox.url}/dashboard/accounts/${account.id}`);
  await page.locator('summary', { hasText: 'Reject' }).click();
  await page.getByLabel('Reason').selectOption('fraud');
  await press(page, 'Reject the account');
  await expect
    .poll(async () => (await platform.accounts.retrieve(account.id)).requirements?.disabled_reason)
    .toBe('rejected.fraud');
});

testFormsOf('dashboard-settings');
