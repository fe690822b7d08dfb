/**
 * The hosted pages to which a platform leads the holders of its accounts.
 *
 * @module-tag thorough
 */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { activeAccount, officialClient, VERIFIED } from '../sandbox/official.js';
import { findings } from './axe.js';
import { sharedBrowser } from './chromium.js';
import { tabTo } from './focus.js';
import { serve, type TestServer } from './servers.js';
import { testWindows } from './windows.js';

let browser: Browser;
let sandbox: Sandbox;
let platform: TestServer;
let stripe: Stripe;

beforeAll(async () => {
  [browser, sandbox, platform] = await Promise.all([
    sharedBrowser(),
    startSandbox({ port: 0, memory: true }),
    serve({ '/done': '<h1>Back at the market</h1>', '/again': '<h1>A new link, please</h1>' }),
  ]);
  stripe = officialClient(sandbox);
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(() => Promise.all([sandbox?.close(), platform?.close()]));

const PAYING: Stripe.AccountCreateParams = {
  type: 'express',
  country: 'US',
  capabilities: { card_payments: { requested: true }, transfers: { requested: true } },
};

/** Creates an account, and opens its onboarding as its holder does. */
async function open(params: Stripe.AccountCreateParams = PAYING, options: BrowserContextOptions = {}) {
  const { id } = await stripe.accounts.create(params);
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(15_000);
  const messages: string[] = [];
  page.on('console', (message) => messages.push(message.text()));
  await page.goto(await linkTo(id));
  return { id, page, messages };
}

async function linkTo(account: string, params: Partial<Stripe.AccountLinkCreateParams> = {}) {
  const link = await stripe.accountLinks.create({
    account,
    type: 'account_onboarding',
    refresh_url: `${platform.url}/again`,
    return_url: `${platform.url}/done`,
    ...params,
  });
  return link.url;
}

const button = (page: Page, name: string) => page.getByRole('button', { name });
const back = (page: Page) => page.waitForURL(`${platform.url}/done`);

/** Waits until an account is as it should be: a check takes a second. */
const state = (id: string) =>
  expect.poll(async () => {
    const { charges_enabled, payouts_enabled, requirements } = await stripe.accounts.retrieve(id);
    return [charges_enabled, payouts_enabled, requirements?.disabled_reason ?? null];
  });

describe('the onboarding page', () => {
  test('is finished with one click, without a script, and leads back', async () => {
    const { id, page, messages } = await open(PAYING, { javaScriptEnabled: false });
    await button(page, 'Fill in test data and finish').click();
    await back(page);
    await state(id).toEqual([true, true, null]);
    expect(messages).toEqual([]);
  });

  test('is finished for a company too', async () => {
    const { id, page } = await open({ ...PAYING, business_type: 'company' });
    await button(page, 'Fill in test data and finish').click();
    await back(page);
    await state(id).toEqual([true, true, null]);
  });

  test.each(['DE', 'GB', 'AU', 'CA', 'JP'])('is finished in %s too', async (country) => {
    const { id, page } = await open({ ...PAYING, country });
    await button(page, 'Fill in test data and finish').click();
    await back(page);
    await state(id).toEqual([true, true, null]);
  });

  test('lets a check stay open', async () => {
    const { id, page } = await open();
    await page.getByLabel('The check stays open').check();
    await button(page, 'Fill in test data and finish').click();
    await back(page);
    await state(id).toEqual([false, false, 'listed']);
  });

  test('lets a check fail, and asks for what mends it the next time', async () => {
    const { id, page } = await open();
    await page.getByLabel('The check fails').check();
    await button(page, 'Fill in test data and finish').click();
    await back(page);
    await state(id).toEqual([false, false, 'requirements.past_due']);
    await page.goto(await linkTo(id));
    await page.getByLabel('Document', { exact: true }).waitFor();
    await button(page, 'Fill in test data and finish').click();
    await back(page);
    await state(id).toEqual([true, true, null]);
  });

  test('is filled in by hand, with the keyboard alone', async () => {
    const { id, page } = await open();
    /** Types into the fields, one after the other, and submits. */
    const fill = async (values: Record<string, string>) => {
      for (const [label, value] of Object.entries(values)) {
        const field = page.getByLabel(label, { exact: true });
        await tabTo(field);
        if (await field.evaluate((node) => node instanceof HTMLSelectElement))
          await page.keyboard.type(value);
        else if ((await field.getAttribute('type')) === 'checkbox') await page.keyboard.press('Space');
        else await page.keyboard.type(value);
      }
      await tabTo(button(page, 'Submit'));
      await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
    };
    await fill({
      'Kind of business': 'Individual',
      'Trade, by its merchant category code': '5947',
      Website: 'https://mara.example',
      'Name on card statements': 'MARAS POTTERY',
      'First name': 'Mara',
      'Last name': 'Okafor',
      Email: 'mara@example.com',
      Phone: '0000000000',
      Day: '1',
      Month: '1',
      Year: '1901',
      'Street and number': 'address_full_match',
      City: 'Portland',
      'State or province': 'OR',
      'Postal code': '97201',
      'Last four digits of the social security number': '0000',
      'Routing number or sort code': '110000000',
      'Account number or IBAN': '000123456789',
      'I agree to the terms of service (there are none in test mode)': '',
    });
    await back(page);
    await state(id).toEqual([true, true, null]);
  });

  test('says what is wrong at the field, and shows nothing sensitive again', async () => {
    const { page } = await open({ ...PAYING, business_type: 'individual' });
    await page.getByLabel('First name').fill('Mara');
    for (const [label, text] of [
      ['Day', '99'],
      ['Month', '1'],
      ['Year', '1990'],
    ] as const)
      await page.getByLabel(label).fill(text);
    const [ssn, account] = ['4321', '000999888777'];
    await page.getByLabel('Last four digits').fill(ssn);
    await page.getByLabel('Account number').fill(account);
    await page.evaluate(() => {
      for (const form of document.forms) form.noValidate = true;
    });
    await button(page, 'Submit').click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Day').getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('alert').getByText('Invalid integer: Day must be less').waitFor();
    expect(await page.getByLabel('First name').inputValue()).toBe('Mara');
    expect(await page.content()).not.toContain(ssn);
    expect(await page.content()).not.toContain(account);
    expect(await findings(page.mainFrame())).toEqual([]);
    await page.getByRole('link', { name: 'Go to the field' }).click();
    await expect.poll(() => page.evaluate(() => location.hash)).toBe('#individual-dob-day');
  });

  test('can be left, and comes back to as much as was left', async () => {
    const { id, page } = await open();
    const before = (await stripe.accounts.retrieve(id)).requirements?.currently_due;
    await button(page, 'Leave for now').click();
    await back(page);
    expect((await stripe.accounts.retrieve(id)).requirements?.currently_due).toEqual(before);
    await page.goBack();
    await page.getByRole('link', { name: 'Get a new link' }).click();
    await page.waitForURL(`${platform.url}/again`);
  });

  test('is not opened again by the same address, in whichever browser', async () => {
    const { id } = await open();
    const url = await linkTo(id);
    const [first, second] = [await browser.newPage(), await browser.newPage()];
    await first.goto(url);
    await button(first, 'Fill in test data and finish').waitFor();
    await second.goto(url);
    expect(second.url()).toBe(`${platform.url}/again`);
    await second.goto(first.url());
    await second.getByText('begun in another browser').waitFor();
  });

  test('can be framed by nobody', async () => {
    const { id } = await stripe.accounts.create(PAYING);
    const url = await linkTo(id);
    const page = await browser.newPage();
    await page.goto(`${platform.url}/done`);
    await page.evaluate((address) => {
      const frame = document.createElement('iframe');
      frame.src = address;
      document.body.append(frame);
    }, url);
    await expect.poll(() => page.frames().length).toBe(2);
    await page.waitForLoadState('networkidle');
    await page.goto(url);
    await button(page, 'Fill in test data and finish').waitFor();
  });
});

describe('the page of an update', () => {
  const UPDATE = { type: 'account_update' } as const;

  test('shows all that can be changed, with what was given, and changes only that', async () => {
    const { id } = await activeAccount(stripe, {
      business_profile: { ...VERIFIED.business_profile, name: 'Rides' },
    });
    const page = await browser.newPage();
    await page.goto(await linkTo(id, UPDATE));
    const field = (label: string) => page.getByLabel(label, { exact: true });
    expect(await field('Name that customers know').inputValue()).toBe('Rides');
    expect(await field('First name').inputValue()).toBe('Jenny');
    expect(await field('Year').inputValue()).toBe('1902');
    for (const label of [
      'Identity number',
      'Account number or IBAN',
      'Last four digits of the social security number',
    ])
      expect(await field(label).inputValue()).toBe('');
    expect(await page.content()).not.toContain('222222222');
    await field('Name that customers know').fill('Rocket Rides');
    await field('Year').fill('1901');
    await button(page, 'Submit').click();
    await back(page);
    const account = await stripe.accounts.retrieve(id);
    expect(account).toMatchObject({
      business_profile: { name: 'Rocket Rides', mcc: VERIFIED.business_profile?.mcc },
      individual: { first_name: 'Jenny', id_number_provided: true, dob: { day: 1, month: 1, year: 1901 } },
    });
  });

  test('checks nothing again that was left as it is', async () => {
    const { id } = await activeAccount(stripe);
    const before = await stripe.accounts.retrieve(id);
    const page = await browser.newPage();
    await page.goto(await linkTo(id, UPDATE));
    await button(page, 'Submit').click();
    await back(page);
    expect(await stripe.accounts.retrieve(id)).toEqual(before);
  });

  test('of a company has its people, and takes a tick back', async () => {
    const { individual: _, ...rest } = VERIFIED;
    const company = { name: 'Rides Inc.', owners_provided: true };
    const { id } = await stripe.accounts.create({ ...rest, business_type: 'company', company });
    const relationship = { representative: true, owner: true, title: 'CEO' };
    const person = await stripe.accounts.createPerson(id, {
      first_name: 'Ada',
      last_name: 'Byron',
      relationship,
    });
    const page = await browser.newPage();
    await page.goto(await linkTo(id, UPDATE));
    const people = page.getByRole('group', { name: 'Ada Byron' });
    await people.getByLabel('Owns 25 % or more of the company').uncheck();
    await people.getByLabel('Job title').fill('CTO');
    await page.getByLabel('Legal name').fill('Rocket Rides Inc.');
    await page.evaluate(() => {
      for (const form of document.forms) form.noValidate = true;
    });
    await button(page, 'Submit').click();
    await page.getByRole('group', { name: 'Ada Byron' }).waitFor();
    expect((await stripe.accounts.retrievePerson(id, person.id)).relationship).toMatchObject({
      owner: false,
      representative: true,
      title: 'CTO',
    });
    expect((await stripe.accounts.retrieve(id)).company).toMatchObject({
      name: 'Rocket Rides Inc.',
      owners_provided: true,
    });
  });
});

testWindows('onboarding', async (context, look) => {
  const { id, page } = await open({ ...PAYING, business_type: 'company' }, context);
  await look(page);
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
  await look(page, 'rtl');
  await button(page, 'Fill in test data and finish').click();
  await back(page);
  await page.goto(await linkTo(id));
  await look(page, 'nothing-due');
  const custom = await activeAccount(stripe);
  await page.goto(await linkTo(custom.id, { type: 'account_update' }));
  await look(page, 'update');
  await page.goto((await stripe.accounts.createLoginLink(id)).url);
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  await look(page, 'account');
  await page.goto(`${sandbox.url}/connect/open/1`);
  await look(page, 'unknown');
});
