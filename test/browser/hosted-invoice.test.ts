/** The page on which a customer sees an invoice, and pays it. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { connectedAccount, officialClient } from '../sandbox/official.js';
import { THOROUGH } from '../thorough.js';
import { answerBank } from './bank.js';
import { sharedBrowser } from './chromium.js';
import { clickInto } from './click-into.js';
import { testWindows } from './windows.js';

let browser: Browser;
let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  [browser, sandbox] = await Promise.all([sharedBrowser(), startSandbox({ port: 0, memory: true })]);
  stripe = officialClient(sandbox);
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(() => sandbox?.close());

/** An open invoice with discounts and taxes. */
async function openInvoice(
  more: Omit<Stripe.InvoiceCreateParams, 'customer'> = {},
  client = stripe,
): Promise<Stripe.Invoice> {
  const { id: customer } = await client.customers.create({
    ...{ name: 'Łukasz Żółć', email: 'lukasz@shop.example' },
    address: { line1: 'Straße 1', postal_code: '8010', city: 'Graz', country: 'AT' },
  });
  const coupon = await client.coupons.create({ name: 'Spring', percent_off: 10 });
  const vat = await client.taxRates.create({ display_name: 'USt.', inclusive: false, percentage: 20 });
  const { id } = await client.invoices.create({
    ...{
      currency: 'eur',
      customer,
      default_tax_rates: [vat.id],
      description: 'Vielen Dank für Ihren Auftrag.',
    },
    ...{ discounts: [{ coupon: coupon.id }], footer: 'FN 12345a · Graz' },
    ...{ collection_method: 'send_invoice', days_until_due: 30 },
    ...{ payment_settings: { payment_method_types: ['card'] } },
    ...more,
  });
  await client.invoiceItems.create({ customer, invoice: id, amount: 10_000, description: 'Töpferkurs' });
  const line = { price_data: { currency: 'eur', product_data: { name: 'Ton, 10 kg' }, unit_amount: 1250 } };
  await client.invoices.addLines(id, { lines: [{ ...line, quantity: 3 }] });
  return client.invoices.finalizeInvoice(id);
}

async function open(invoice: Stripe.Invoice, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(String(invoice.hosted_invoice_url));
  return page;
}

const pay = (page: Page) => page.getByRole('button', { name: 'Pay €148.50' });

const field = (page: Page, name: string) =>
  page.frameLocator('#payment iframe').getByRole('textbox', { name, exact: true });

async function typeCard(page: Page, number: string): Promise<void> {
  await clickInto(field(page, 'Card number'));
  await page.keyboard.type(`${number}1240123`);
  await expect.poll(() => field(page, 'Security code').inputValue()).toBe('123');
}

const number = (...groups: string[]) => groups.join('');
const VISA = number('4000', '0004', '0000', '0008');

describe('the page of an invoice', () => {
  test('takes the payment of a person, and then says with what it was paid', async () => {
    const invoice = await openInvoice();
    const page = await open(invoice);
    const messages: string[] = [];
    page.on('console', (message) => messages.push(message.text()));
    await typeCard(page, VISA);
    await pay(page).click();
    await page.getByText('Paid on').waitFor();
    expect(page.url()).toBe(invoice.hosted_invoice_url);
    await page.getByText('with Visa •••• 0008').waitFor();
    await expect.poll(() => page.locator('#pay').count()).toBe(0);
    expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({ status: 'paid', amount_paid: 14_850 });
    const receipt = page.getByRole('link', { name: 'Download the receipt' });
    const answer = await fetch(new URL(String(await receipt.getAttribute('href')), page.url()));
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(messages).toEqual([]);
  });

  test('says why a card was declined, and takes another one', THOROUGH, async () => {
    const page = await open(await openInvoice());
    await typeCard(page, number('4000', '0000', '0000', '0002'));
    await pay(page).click();
    await page.getByRole('alert').getByText('Your card was declined.').waitFor();
    await clickInto(field(page, 'Card number'));
    await page.keyboard.press('Control+A');
    await page.keyboard.type(VISA);
    await pay(page).click();
    await page.getByText('Paid on').waitFor();
  });

  test('shows the question of the bank, and is paid after the answer', async () => {
    const invoice = await openInvoice();
    const page = await open(invoice);
    await typeCard(page, number('4000', '0027', '6000', '3184'));
    await pay(page).click();
    await answerBank(page, 'Complete authentication');
    await page.getByText('Paid on').waitFor();
    expect((await stripe.invoices.retrieve(invoice.id)).status).toBe('paid');
  });

  test('leads to a bank and back, whether it was paid there or not', THOROUGH, async () => {
    const invoice = await openInvoice({ payment_settings: { payment_method_types: ['bancontact'] } });
    const page = await open(invoice);
    const answer = async (text: string) => {
      await pay(page).click();
      await page.getByRole('button', { name: text }).click();
      await page.waitForURL(String(invoice.hosted_invoice_url));
    };
    await answer('Fail payment');
    await answer('Authorise payment');
    await page.getByText('with Bancontact').waitFor();
  });

  test('takes the payment for a connected account', THOROUGH, async () => {
    const { id, client } = await connectedAccount(sandbox);
    const invoice = await openInvoice({}, client);
    const page = await open(invoice);
    await typeCard(page, VISA);
    await pay(page).click();
    await page.getByText('Paid on').waitFor();
    const { data } = await client.charges.list();
    expect([id.startsWith('acct_'), data[0]?.amount]).toEqual([true, 14_850]);
  });

  testWindows('invoice', async (context, look) => {
    const page = await open(await openInvoice(), context);
    await page.frameLocator('#payment iframe').locator('[autocomplete="cc-number"]').waitFor();
    await expect.poll(() => page.getByRole('button', { name: /148[.,]50/ }).isEnabled()).toBe(true);
    await look(page);
  });
});

test('an invoice is paid with a key that is bound to its shop’s pages, on a host that names its shops [E1]', async () => {
  const own = await startSandbox({ port: 0, memory: true, shops: ['https://shop.example'] });
  const [key] = (await own.keys.list()).filter(({ kind, livemode }) => kind === 'publishable' && !livemode);
  await own.keys.change(String(key?.id), { origins: ['https://shop.example'] });
  const page = await open(await openInvoice({}, officialClient(own)));
  await typeCard(page, VISA);
  await pay(page).click();
  await page.getByText('Paid on').waitFor();
  await own.close();
});
