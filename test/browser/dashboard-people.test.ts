/**
 * People come to the dashboard, do what their role allows, and leave it: in a browser that runs no script.
 *
 * @module-tag thorough
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { officialClient } from '../sandbox/official.js';
import { THOROUGH } from '../thorough.js';
import { findings } from './axe.js';
import { sharedBrowser } from './chromium.js';
import { openDashboard, testFormsOf, WINDOWS } from './dashboard-page.js';
import { screenshot } from './screens.js';
import { sideways } from './sideways.js';

const PASSWORD = 'correct horse';
const ADAS = 'battery staple tower';

let browser: Browser;
let sandbox: Sandbox;

beforeAll(async () => {
  [browser, sandbox] = await Promise.all([
    sharedBrowser(),
    startSandbox({ port: 0, memory: true, dashboardPassword: PASSWORD }),
  ]);
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(() => sandbox?.close());

const open = (path: string, context = {}) => openDashboard(sandbox, path, context);

/** Signs in as a person does who presses Enter in the last field. */
async function signIn(page: Page, password = PASSWORD, email = ''): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByLabel('Password').press('Enter');
  await page.getByRole('link', { name: 'Payments' }).waitFor();
}

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name }).waitFor();

/** Invites a person as an admin does, and returns the link. */
async function invite(admin: Page, name: string, role: string): Promise<string> {
  await admin.goto(`${sandbox.url}/dashboard/people`);
  await admin.getByLabel('Name').fill(name);
  await admin.getByLabel('Email').fill(`${name}@shop.example`);
  await admin.getByRole('radio', { name: new RegExp(`^${role}\\b`) }).check();
  await admin.getByRole('button', { name: 'Create the link' }).click();
  return linkIn(admin);
}

/** Reads the link that is shown, as a path of the dashboard. */
async function linkIn(admin: Page): Promise<string> {
  const link = String(await admin.getByLabel('Link to copy').textContent());
  return link.slice(`${sandbox.url}/dashboard`.length);
}

async function join(link: string): Promise<Page> {
  const page = await open(link);
  await page.getByLabel('New password').fill(ADAS);
  await page.getByLabel('Repeat the password').fill(ADAS);
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await page.getByRole('link', { name: 'Payments' }).waitFor();
  return page;
}

test('the owner invites a person, who joins by the link, supports payments, and signs out', async () => {
  const admin = await open('/');
  await signIn(admin);
  const link = await invite(admin, 'ada', 'support');
  const ada = await join(link);
  const intent = await officialClient(sandbox).paymentIntents.create({
    ...{ amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' },
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  await ada.goto(`${sandbox.url}/dashboard/payments/${intent.id}`);
  await ada.getByRole('link', { name: 'Refund', exact: true }).click();
  await ada.getByRole('button', { name: 'Refund the payment' }).click();
  await ada.getByText('Refunded').first().waitFor();
  await ada.goto(`${sandbox.url}/dashboard/keys/new/secret`);
  await ada.getByRole('alert').getByText('needs the role admin, and yours is support').waitFor();
  await admin.goto(`${sandbox.url}/dashboard/people`);
  await admin.getByRole('link', { name: 'Audit log' }).click();
  await admin.getByLabel('Action').selectOption('Refund a payment');
  await admin.getByRole('button', { name: 'Find' }).click();
  const entry = admin.getByRole('row').filter({ hasText: 'ada (ada@shop.example)' });
  await entry.getByText('Done').waitFor();
  await entry.getByRole('link', { name: intent.id }).click();
  await heading(admin, /€20.00/);
  await ada.getByRole('link', { name: 'ada' }).click();
  await ada.getByRole('button', { name: 'Sign out', exact: true }).click();
  await heading(ada, 'Sign in');
  await signIn(ada, ADAS, 'ada@shop.example');
  await ada.goto(`${sandbox.url}/dashboard${link}`);
  await heading(ada, 'This link does not work');
});

test('a person who only views finds no button that changes anything, and is let in no more once removed', async () => {
  const admin = await open('/');
  await signIn(admin);
  const eve = await join(await invite(admin, 'eve', 'view'));
  const [key] = await sandbox.keys.list();
  for (const path of ['/payment-methods', '/account', `/keys/${key?.id}`, '/people', '/payment-links']) {
    await eve.goto(`${sandbox.url}/dashboard${path}`);
    await eve.getByRole('main').waitFor();
    const buttons = await eve.getByRole('main').getByRole('button').allTextContents();
    expect(
      buttons.filter((name) => name !== 'Find'),
      path,
    ).toEqual([]);
  }
  await admin.goto(`${sandbox.url}/dashboard/people`);
  await admin.getByRole('link', { name: 'eve', exact: true }).click();
  await admin.getByRole('button', { name: 'Remove the person' }).click();
  await heading(admin, 'People');
  await eve.reload();
  await heading(eve, 'Sign in');
});

test('an admin changes a role and gives a new link, by which a lost password is replaced', async () => {
  const admin = await open('/');
  await signIn(admin);
  const kay = await join(await invite(admin, 'kay', 'view'));
  await admin.goto(`${sandbox.url}/dashboard/people`);
  await admin.getByRole('link', { name: 'kay', exact: true }).click();
  await admin.getByRole('radio', { name: /^admin\b/ }).check();
  await admin.getByRole('button', { name: 'Save' }).click();
  await admin.getByText(/^admin: does what support does/).waitFor();
  await kay.goto(`${sandbox.url}/dashboard/keys/new/secret`);
  await kay.getByRole('button', { name: 'Create key' }).waitFor();
  await admin.getByRole('button', { name: 'Create a new link' }).click();
  const again = await join(await linkIn(admin));
  await kay.reload();
  await heading(kay, 'Sign in');
  await signIn(kay, ADAS, 'kay@shop.example');
  await again.getByRole('link', { name: 'kay' }).click();
  await again.getByRole('button', { name: 'Sign out everywhere' }).click();
  await heading(again, 'Sign in');
  await kay.reload();
  await heading(kay, 'Sign in');
});

testFormsOf('dashboard-people');

test.each(Object.entries(WINDOWS))(
  'their pages have no finding of axe-core, and do not scroll sideways: %s',
  THOROUGH,
  async (name, context) => {
    const admin = await open('/', { ...context, javaScriptEnabled: true });
    const look = async (picture: string) => {
      await screenshot(admin, `people/${name}-${picture}`);
      expect(await findings(admin.mainFrame()), picture).toEqual([]);
      expect(await sideways(admin), picture).toBe(0);
    };
    await heading(admin, 'Sign in');
    await look('sign-in');
    await signIn(admin);
    const link = await invite(admin, `${name}-wolfeschlegelsteinhausenbergerdorff`, 'view');
    await look('link');
    await admin.getByRole('link', { name: 'Back to the list' }).click();
    await look('people');
    await admin.getByRole('link', { name: `${name}-wolf` }).click();
    await look('person');
    await admin.getByRole('link', { name: 'Owner' }).first().click();
    await look('me');
    await admin.goto(`${sandbox.url}/dashboard/audit`);
    await heading(admin, 'Audit log');
    await look('audit');
    await admin
      .getByRole('link', { name: /^action_/ })
      .first()
      .click();
    await admin.getByRole('link', { name: 'Back to the list' }).waitFor();
    await look('entry');
    await admin.goto(`${sandbox.url}/dashboard${link}`);
    await look('join');
  },
);
