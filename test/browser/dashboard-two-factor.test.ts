/**
 * People set up a second factor, sign in with it, and are let in again who have lost it: in a browser that runs no script.
 *
 * @module-tag thorough
 */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { codeOf } from '../sandbox/dashboard-reader.js';
import { THOROUGH } from '../thorough.js';
import { findings } from './axe.js';
import { sharedBrowser } from './chromium.js';
import { openDashboard, testFormsOf, WINDOWS } from './dashboard-page.js';
import { screenshot } from './screens.js';
import { sideways } from './sideways.js';

const PASSWORD = 'correct horse';
const ADAS = 'battery staple tower';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, memory: true, dashboardPassword: PASSWORD });
});
afterEach(async () => {
  await Promise.all((await sharedBrowser()).contexts().map((context) => context.close()));
});
afterAll(() => sandbox?.close());

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name }).waitFor();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function signIn(page: Page, password = PASSWORD, email = ''): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await press(page, 'Sign in');
}

async function owner(options = {}): Promise<Page> {
  const page = await openDashboard(sandbox, '/', options);
  await signIn(page);
  await page.getByRole('link', { name: 'Payments', exact: true }).waitFor();
  return page;
}

/** Invites a person and lets them join; returns their window. */
async function join(admin: Page, name: string, options = {}): Promise<Page> {
  await admin.goto(`${sandbox.url}/dashboard/people`);
  await admin.getByLabel('Name').fill(name);
  await admin.getByLabel('Email').fill(`${name}@shop.example`);
  await press(admin, 'Create the link');
  const link = String(await admin.getByLabel('Link to copy').textContent());
  const page = await openDashboard(sandbox, link.slice(link.indexOf('/join/')), options);
  await page.getByLabel('New password').fill(ADAS);
  await page.getByLabel('Repeat the password').fill(ADAS);
  await press(page, 'Save and sign in');
  await page.getByRole('link', { name: 'Payments', exact: true }).waitFor();
  return page;
}

/** Sets up the second factor by the key that the page shows. */
async function setUp(page: Page): Promise<{ secret: string; recovery: string[] }> {
  await page.goto(`${sandbox.url}/dashboard/me/two-factor`);
  await page.getByRole('img', { name: 'QR code for an authenticator app' }).waitFor();
  const secret = String(await page.getByLabel('Key to type').textContent()).replaceAll(' ', '');
  await page.getByLabel('The code that the app shows').fill(codeOf(secret));
  await press(page, 'Turn on two-factor');
  await heading(page, 'Your recovery codes');
  return { secret, recovery: await page.getByRole('listitem').locator('code').allTextContents() };
}

test('a person sets it up, signs in with a code, has new recovery codes, and switches it off', async () => {
  const ada = await join(await owner(), 'ada');
  await ada.getByRole('link', { name: 'ada' }).click();
  await ada.getByRole('link', { name: 'Set it up' }).click();
  const { recovery } = await setUp(ada);
  expect(recovery).toHaveLength(10);
  await ada.goto(`${sandbox.url}/dashboard/me`);
  await press(ada, 'Sign out');
  await heading(ada, 'Sign in');
  await signIn(ada, ADAS, 'ada@shop.example');
  await heading(ada, 'Enter your code');
  const code = ada.getByLabel(/^The code of your authenticator app/);
  await code.fill('000000');
  await press(ada, 'Sign in');
  await ada.getByText('The code is wrong').waitFor();
  await code.fill(String(recovery[0]));
  await code.press('Enter');
  await ada.getByRole('link', { name: 'ada' }).click();
  await ada.getByRole('link', { name: 'Change it' }).click();
  await ada.getByText('You have 9 recovery codes left').waitFor();
  await ada.getByLabel('A code of the app', { exact: true }).fill(String(recovery[1]));
  await press(ada, 'Create new codes');
  await heading(ada, 'Your recovery codes');
  const renewed = await ada.getByRole('listitem').locator('code').allTextContents();
  await ada.goto(`${sandbox.url}/dashboard/me/two-factor`);
  await ada.getByLabel(/or a recovery code$/).fill(String(renewed[0]));
  await press(ada, 'Turn off two-factor');
  await ada.getByText('Two-factor is off').waitFor();
});

test('an admin lets in who has lost the phone, and asks everyone for two-factor', async () => {
  const admin = await owner();
  const bob = await join(admin, 'bob');
  await setUp(bob);
  await admin.goto(`${sandbox.url}/dashboard/people`);
  await admin.getByRole('link', { name: 'bob', exact: true }).click();
  await press(admin, 'Reset two-factor');
  await heading(admin, 'bob');
  await bob.goto(`${sandbox.url}/dashboard/payments`);
  await signIn(bob, ADAS, 'bob@shop.example');
  await bob.getByRole('link', { name: 'bob' }).waitFor();
  await admin.goto(`${sandbox.url}/dashboard/people`);
  await press(admin, 'Require two-factor of everyone');
  await bob.goto(`${sandbox.url}/dashboard/payments`);
  await bob.getByText('It is required here').waitFor();
  const { recovery } = await setUp(admin);
  await admin.goto(`${sandbox.url}/dashboard/people`);
  await press(admin, 'Let each person decide');
  await admin.getByRole('button', { name: 'Require two-factor of everyone' }).waitFor();
  await admin.goto(`${sandbox.url}/dashboard/me/two-factor`);
  await admin.getByLabel(/or a recovery code$/).fill(String(recovery[0]));
  await press(admin, 'Turn off two-factor');
  await admin.getByText('Two-factor is off').waitFor();
  await bob.goto(`${sandbox.url}/dashboard/payments`);
  await heading(bob, 'Payments');
});

testFormsOf('dashboard-two-factor');

test.each(Object.entries(WINDOWS))(
  'its pages have no finding of axe-core, and do not scroll sideways: %s',
  THOROUGH,
  async (name, settings) => {
    const options = { ...settings, javaScriptEnabled: true };
    const page = await join(await owner(), `look-${name}`, options);
    const look = async (picture: string) => {
      if (process.env.SCREENS === '1') await screenshot(page, `two-factor/${name}-${picture}`);
      expect(await findings(page.mainFrame()), picture).toEqual([]);
      expect(await sideways(page), picture).toBe(0);
    };
    await page.goto(`${sandbox.url}/dashboard/me/two-factor`);
    await look('set-up');
    const { recovery } = await setUp(page);
    await look('recovery-codes');
    await page.goto(`${sandbox.url}/dashboard/me/two-factor`);
    await page.getByLabel('A code of the app', { exact: true }).fill('000000');
    await press(page, 'Create new codes');
    await page.getByRole('alert').waitFor();
    await look('change');
    await page.goto(`${sandbox.url}/dashboard/me`);
    await press(page, 'Sign out');
    await signIn(page, ADAS, `look-${name}@shop.example`);
    await heading(page, 'Enter your code');
    await look('code');
    await page.getByLabel(/^The code of your authenticator app/).fill(String(recovery[0]));
    await press(page, 'Sign in');
    await page.getByRole('link', { name: 'Payments', exact: true }).waitFor();
  },
);
