import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { registry } from '../../sandbox/src/resources/registry.js';
import { PAGES } from '../fuzz/surface.js';
import { get } from '../sandbox/harness.js';
import { officialClient } from '../sandbox/official.js';
import { THOROUGH } from '../thorough.js';
import { findings } from './axe.js';
import { sharedBrowser } from './chromium.js';
import { DASHBOARD_FORMS } from './dashboard-forms.js';
import { openWindow, testFormsOf } from './dashboard-page.js';
import { screenshot } from './screens.js';
import { sideways } from './sideways.js';

let browser: Browser;
let sandbox: Sandbox;
let guarded: Sandbox;
/** Every page, by the name of its picture. */
let pages: Record<string, string>;

beforeAll(async () => {
  [browser, sandbox, guarded] = await Promise.all([
    sharedBrowser(),
    startSandbox({ port: 0, memory: true }),
    startSandbox({ port: 0, memory: true, dashboardPassword: 'correct horse' }),
  ]);
  pages = await furnish(sandbox);
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(() => Promise.all([sandbox?.close(), guarded?.close()]));

/** Puts something on every page, with texts as long as people make them. */
async function furnish({ url, keys, secretKey }: Sandbox): Promise<Record<string, string>> {
  const stripe = officialClient(sandbox);
  const customer = await stripe.customers.create({
    name: 'Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine senior',
    email: 'hubert.blaine.wolfeschlegelsteinhausenbergerdorff@philadelphia.example',
  });
  const payment = await stripe.paymentIntents.create({
    amount: 1_234_567,
    currency: 'usd',
    customer: customer.id,
    payment_method: 'pm_card_createDispute',
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    confirm: true,
  });
  const { data: disputes } = await stripe.disputes.list({ payment_intent: payment.id });
  const { data: events } = await stripe.events.list();
  await get({ url, secretKey } as Sandbox, `/v1/payment_methods/${'pm_that_there_is_not_'.repeat(8)}`);
  const bound = {
    origins: ['https://shop.example'],
    note: 'For the shop’s own pages and for no other, until spring',
  };
  await keys.create({ kind: 'publishable', livemode: false, ...bound });
  const revoked = await keys.create({ kind: 'secret', livemode: false, note: 'The old server' });
  await keys.revoke(revoked.row.id);
  const restricted = await keys.create({
    kind: 'restricted',
    livemode: false,
    permissions: { disputes: 'read' },
  });
  const rolled = await keys.create({ kind: 'secret', livemode: true });
  await keys.roll(rolled.row.id, 3_600_000);
  const link = await stripe.paymentLinks.create({
    line_items: [
      { price_data: { currency: 'eur', product_data: { name: 'Hat' }, unit_amount: 1500 }, quantity: 1 },
    ],
  });
  const account = await stripe.accounts.create({
    type: 'express',
    business_profile: { name: 'Wolfeschlegelsteinhausenbergerdorff & Daughters, Potters' },
    capabilities: { card_payments: { requested: true }, transfers: { requested: true } },
  });
  return {
    home: '',
    'live-home': '?mode=live',
    payments: '/payments',
    payment: `/payments/${payment.id}`,
    customers: '/customers',
    customer: `/customers/${customer.id}`,
    disputes: '/disputes',
    dispute: `/disputes/${disputes[0]?.id}`,
    events: '/events',
    event: `/events/${events[0]?.id}`,
    account: '/account',
    accounts: '/accounts',
    'connected-account': `/accounts/${account.id}`,
    'objects-of-an-account': `/customers?account=${account.id}`,
    'payment-methods': '/payment-methods',
    'live-payment-methods': '/payment-methods?mode=live',
    requests: '/requests',
    keys: '/keys',
    'live-keys': '/keys?mode=live',
    'restricted-key': `/keys/${restricted.row.id}`,
    'revoked-key': `/keys/${revoked.row.id}`,
    'rolled-live-key': `/keys/${rolled.row.id}?mode=live`,
    'new-restricted-key': '/keys/new/restricted?preset=dispute-monitoring',
    'new-publishable-key': '/keys/new/publishable',
    'payment-links': '/payment-links',
    'payment-link': `/payment-links/${link.id}`,
    'new-payment-link': '/payment-links/new',
    'nothing-yet': '/payments?mode=live',
    'time-zone': '/time-zone',
    'not-found': '/nowhere',
  };
}

interface Setting {
  colorScheme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
}

/** Settings by the resolution of their screen, which is the only one that an open page can't change. */
const SCREENS: [string, number, Record<string, Setting>][] = [
  // What a browser makes of a window of 1,280 pixels at 200 %.
  ['zoomed', 2, { zoomed: { viewport: { width: 640, height: 400 } } }],
  [
    'light, dark and narrow',
    1,
    { light: {}, dark: { colorScheme: 'dark' }, narrow: { viewport: { width: 360, height: 640 } } },
  ],
];

/** Shows an open page in a setting. */
async function show(page: Page, { colorScheme = 'light', viewport }: Setting): Promise<void> {
  const { width, height } = viewport ?? { width: 1280, height: 720 };
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height });
  await page.waitForFunction(
    ([scheme, wide]) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches && innerWidth === wide,
    [colorScheme, width] as const,
  );
}

describe.each(SCREENS)('%s', THOROUGH, (_name, deviceScaleFactor, settings) => {
  test('axe-core finds nothing on any page, and none scrolls sideways', async () => {
    const page = await openWindow({ deviceScaleFactor });
    const found: Record<string, unknown> = {};
    const look = async (picture: string) => {
      for (const [name, setting] of Object.entries(settings)) {
        await show(page, setting);
        await screenshot(page, `dashboard/${name}/${picture}`);
        const [problems, overflow] = [await findings(page.mainFrame()), await sideways(page)];
        if (problems.length || overflow) found[`${name} ${picture}`] = { problems, overflow };
      }
    };
    for (const [picture, path] of Object.entries(pages)) {
      await page.goto(`${sandbox.url}/dashboard${path}`);
      expect(await page.evaluate(() => document.compatMode)).toBe('CSS1Compat');
      await look(picture);
    }
    await page.goto(`${sandbox.url}/dashboard/requests`);
    await page.getByRole('link', { name: /^req_/ }).last().click();
    await look('request');
    await page.goto(`${sandbox.url}/dashboard/keys/new/secret?mode=live`);
    await page.getByLabel('Addresses').fill('everywhere');
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByRole('alert').waitFor();
    await look('wrong-range');
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByText('not be shown again').waitFor();
    await look('made-key');
    await page.goto(`${guarded.url}/dashboard`);
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await look('sign-in');
    expect(found).toEqual({});
  });
});

test('creates a payment link by hand, shows its address to copy, and switches it off, without a script', async () => {
  const page = await openWindow({ javaScriptEnabled: false });
  await page.goto(`${sandbox.url}/dashboard/payment-links`);
  await page.getByRole('link', { name: 'New payment link' }).click();
  await page.getByLabel('What is sold').fill('Felt hat');
  await page.getByLabel('Price of one').fill('12.345');
  await page.getByRole('button', { name: 'Create the link' }).click();
  await page.getByRole('alert').getByText('at most 2 decimals').waitFor();
  await page.getByLabel('Price of one').fill('12,5');
  await page.getByLabel('It is paid').selectOption('Every month');
  await page.getByLabel('Most purchases').fill('3');
  await page.getByRole('button', { name: 'Create the link' }).click();
  const address = await page.getByLabel('Address to copy').textContent();
  const [link] = (await officialClient(sandbox).paymentLinks.list({ limit: 1 })).data;
  expect(link).toMatchObject({ restrictions: { completed_sessions: { limit: 3 } }, url: address });
  await page.getByRole('link', { name: 'Open the link' }).click();
  await page.getByText('€12.50 per month').waitFor();
  await page.goto(`${sandbox.url}/dashboard/payment-links/${link?.id}`);
  await page.getByRole('button', { name: 'Deactivate' }).click();
  await page.getByRole('button', { name: 'Activate' }).waitFor();
  await page.goto(String(address));
  await page.getByRole('heading', { name: 'This link is no longer active' }).waitFor();
});

/** Presses of Tab by which everything is reached: one for each resource, for each list in the menu, and those of the rest of a page. */
const MOST_TABS = registry.permissions.length + registry.listings.length + 30;

/** Goes on by Tab until something has the focus, as a person does who looks for it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  // To find it by its role and name takes longer than a press of a key.
  const found = await target.elementHandle();
  for (let presses = 0; presses < MOST_TABS; presses++) {
    await page.keyboard.press('Tab');
    if (await found?.evaluate((node) => node === document.activeElement)) return;
  }
  throw new Error(`It was not reached by ${MOST_TABS} times Tab.`);
}

async function follow(page: Page, role: 'link' | 'button', name: string): Promise<void> {
  await tabTo(page, page.getByRole(role, { name }));
  await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
}

const shownKey = async (page: Page) => (await page.getByText(/^rk_test_\w{32}$/).textContent()) ?? '';

test('a person makes a restricted key from a preset, sees it, rolls and revokes it, by keyboard alone', async () => {
  const page = await openWindow();
  await page.goto(`${sandbox.url}/dashboard/keys`);
  await follow(page, 'link', 'New restricted key');
  await follow(page, 'link', 'Dispute monitoring');
  await tabTo(page, page.getByLabel('Note', { exact: true }));
  await page.keyboard.type('Watches disputes');
  // Of what there is to choose for a resource, arrows go through: no more than one press of Tab for each.
  await tabTo(page, page.getByRole('radio', { name: 'balance: none' }));
  await page.keyboard.press('ArrowRight');
  await follow(page, 'button', 'Create key');

  const key = await shownKey(page);
  expect((await get(sandbox, '/v1/disputes', key)).status).toBe(200);
  expect((await get(sandbox, '/v1/balance', key)).status).toBe(200);
  expect((await get(sandbox, '/v1/customers', key)).status).toBe(403);

  await follow(page, 'link', 'View the key');
  expect(await page.getByLabel('Note', { exact: true }).inputValue()).toBe('Watches disputes');
  expect(await page.getByText(key).count()).toBe(0);
  await follow(page, 'button', 'Reveal the key');
  expect(await shownKey(page)).toBe(key);

  await follow(page, 'button', 'Roll the key');
  const rolled = await shownKey(page);
  expect((await get(sandbox, '/v1/disputes', key)).status).toBe(401);
  expect((await get(sandbox, '/v1/disputes', rolled)).status).toBe(200);

  await follow(page, 'link', 'View the key');
  await follow(page, 'button', 'Revoke the key');
  expect((await get(sandbox, '/v1/disputes', rolled)).status).toBe(401);
  const row = page.getByRole('row', { name: rolled.slice(-4) });
  expect(await row.getByRole('cell').last().textContent()).toBe('expired');
});

testFormsOf('dashboard');

/** Forms that a sandbox without a password, such as that of the list of all pages, does not have. */
const OF_THE_SIGN_IN = ['/join/:secret', '/sign-in', '/sign-in/code'];

test('each form of the dashboard is sent by the tests of a file', () => {
  const forms = PAGES.flatMap(({ method, path }) =>
    method === 'POST' && path.startsWith('/dashboard/') ? [path.slice('/dashboard'.length)] : [],
  );
  expect(Object.values(DASHBOARD_FORMS).flat().sort()).toEqual([...forms, ...OF_THE_SIGN_IN].sort());
});
