/**
 * What a person who answers disputes does with one: reads it, gives evidence, submits it or gives in, without a script.
 *
 * @module-tag thorough
 */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
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

const PNG = Buffer.from('iVBORw0KGgo=', 'base64');

let browser: Browser;
let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  [browser, sandbox] = await Promise.all([sharedBrowser(), startSandbox({ port: 0, memory: true })]);
  stripe = officialClient(sandbox);
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(() => sandbox?.close());

/** A payment that its customer disputes. */
async function disputed(payment_method = 'pm_card_createDispute'): Promise<Stripe.Dispute> {
  const customer = await stripe.customers.create({ email: 'ada@shop.example', name: 'Ada Lovelace' });
  const payment = await stripe.paymentIntents.create({
    ...{ amount: 2000, currency: 'eur', confirm: true, customer: customer.id, payment_method },
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  const find = async () => (await stripe.disputes.list({ payment_intent: payment.id })).data;
  await expect.poll(async () => (await find()).length).toBe(1);
  const [dispute] = await find();
  return dispute as Stripe.Dispute;
}

const open = ({ id }: Stripe.Dispute, path = '', options: BrowserContextOptions = {}) =>
  openDashboard(sandbox, `/disputes/${id}${path}`, options);

const says = (page: Page, text: string | RegExp) => page.getByRole('main').getByText(text).first().waitFor();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const follow = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();

test('the page of a dispute says what the customer says, until when an answer is due, and what happened', async () => {
  const dispute = await disputed();
  const page = await open(dispute);
  await page.getByRole('heading', { level: 1, name: 'Dispute of €20.00' }).waitFor();
  for (const text of ['Needs a response', 'the payment was not theirs', 'Respond by', 'There is none yet.'])
    await says(page, text);
  await says(page, '€20.00 was taken for the dispute');
  await follow(page, String(dispute.payment_intent));
  await page.getByRole('heading', { level: 1, name: '€20.00' }).waitFor();
  await page.goBack();
  await page.getByRole('link', { name: /^cus_/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Ada Lovelace' }).waitFor();
});

describe('a person', () => {
  test('keeps evidence as a draft, with files, changes it, and submits it', async () => {
    const dispute = await disputed();
    const page = await open(dispute);
    await follow(page, 'Give evidence');
    await page.getByLabel('What was sold', { exact: true }).fill('Two shirts');
    await page.getByLabel('Tracking number').fill('1Z999');
    await page
      .getByLabel(/^Receipt/)
      .setInputFiles({ buffer: PNG, mimeType: 'image/png', name: 'receipt.png' });
    await press(page, 'Save as a draft');
    for (const text of ['Two shirts', '1Z999', 'receipt.png', 'Not yet']) await says(page, text);
    const draft = await stripe.disputes.retrieve(dispute.id);
    expect(draft).toMatchObject({
      evidence: { product_description: 'Two shirts', shipping_tracking_number: '1Z999' },
      status: 'needs_response',
    });
    expect(await stripe.files.retrieve(String(draft.evidence.receipt))).toMatchObject({
      ...{ filename: 'receipt.png', purpose: 'dispute_evidence' },
    });
    await follow(page, 'Change the evidence');
    await page.getByLabel('Remove receipt.png').check();
    await page.getByLabel('Why the payment is right').fill('They wear it: winning_evidence');
    await press(page, 'Save, and submit');
    await says(page, 'You can submit it only once');
    await says(page, 'They wear it');
    await press(page, 'Submit the evidence to the bank');
    await expect.poll(async () => (await stripe.disputes.retrieve(dispute.id)).status).toBe('won');
    await page.reload();
    await says(page, 'Won: the money came back');
    await says(page, 'The dispute is closed: won');
    expect(await stripe.disputes.retrieve(dispute.id)).toMatchObject({
      evidence: { product_description: 'Two shirts', receipt: null },
      evidence_details: { submission_count: 1 },
    });
    await expect.poll(() => page.getByRole('link', { name: /evidence|Accept/ }).count()).toBe(0);
  });

  test('who presses twice submits once, and is told so', async () => {
    const dispute = await disputed();
    await stripe.disputes.update(dispute.id, { evidence: { product_description: 'Hats' }, submit: false });
    const page = await open(dispute, '/submit');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await press(page, 'Submit the evidence to the bank');
    await says(page, 'Under review');
    await press(other, 'Submit the evidence to the bank');
    await other.getByRole('alert').getByText('it can be sent once').waitFor();
    expect((await stripe.disputes.retrieve(dispute.id)).evidence_details.submission_count).toBe(1);
  });

  test('accepts a dispute, once', async () => {
    const dispute = await disputed();
    const page = await open(dispute);
    await follow(page, 'Accept the dispute');
    await says(page, 'the customer keeps €20.00');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await press(page, 'Accept the dispute');
    await says(page, 'Lost: the customer keeps the money');
    expect((await stripe.disputes.retrieve(dispute.id)).status).toBe('lost');
    await press(other, 'Accept the dispute');
    await other.getByRole('alert').getByText('is closed').waitFor();
  });

  test('is told what is wrong with evidence, and loses nothing that was typed', async () => {
    const number = ['4000', '0004', '0000', '0008'].join('');
    const dispute = await disputed();
    const page = await open(dispute, '/evidence');
    await page.getByLabel('What was sold', { exact: true }).fill('Two shirts');
    const file = page.getByLabel(/^Receipt/);
    await file.setInputFiles({ buffer: Buffer.from('hello'), mimeType: 'text/plain', name: 'receipt.txt' });
    await press(page, 'Save as a draft');
    await page.getByRole('alert').getByText('have to be one of').waitFor();
    await expect
      .poll(() => page.getByLabel('What was sold', { exact: true }).inputValue())
      .toBe('Two shirts');
    await page.getByLabel('Why the payment is right').fill(`Paid with ${number}`);
    await press(page, 'Save as a draft');
    await page.getByRole('alert').getByText('a card number').waitFor();
    expect(await page.content()).not.toContain(number);
    expect((await stripe.disputes.retrieve(dispute.id)).evidence_details.has_evidence).toBe(false);
  });

  test('answers an inquiry, which has a word of its own', async () => {
    const page = await open(await disputed('pm_card_createDisputeInquiry'), '/evidence');
    await says(page, 'escalate_inquiry_evidence');
  });
});

testFormsOf('dashboard-dispute');

describe('every screen', THOROUGH, () => {
  test.each([
    ['light', { viewport: { width: 1280, height: 900 } }],
    ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
    ['narrow', { viewport: { width: 390, height: 844 } }],
    ['small and dark', { colorScheme: 'dark', viewport: { width: 320, height: 640 } }],
  ] as const)('%s: axe-core finds nothing, and nothing scrolls sideways', async (name, options) => {
    const dispute = await disputed();
    const page = await open(dispute, '/evidence', options);
    await page
      .getByLabel('What was sold', { exact: true })
      .fill(`A very long ${'name'.repeat(40)}\nand more`);
    await page
      .getByLabel(/^Receipt/)
      .setInputFiles({ buffer: PNG, mimeType: 'image/png', name: 'receipt.png' });
    await press(page, 'Save as a draft');
    await says(page, 'receipt.png');
    const scripted = await (await browser.newContext(options)).newPage();
    for (const path of ['', '/evidence', '/submit', '/accept']) {
      await scripted.goto(`${sandbox.url}/dashboard/disputes/${dispute.id}${path}`);
      await screenshot(scripted, `dashboard-dispute${path.replace('/', '-')}-${name}`);
      expect(await findings(scripted.mainFrame())).toEqual([]);
      expect(await sideways(scripted)).toBe(0);
    }
  });
});
