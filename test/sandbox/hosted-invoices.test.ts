/** The page of an invoice, and the PDFs that its customer gets. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { THOROUGH } from '../thorough.js';
import { eventually, start } from './harness.js';
import { activeAccount, officialClient } from './official.js';
import { readPdf } from './read-pdf.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const ADDRESS = { line1: 'Straße 1', postal_code: '8010', city: 'Graz', country: 'AT' };

/** An open invoice of 1,000.00 and 20.00, with a discount, a tax and what the delivery costs. */
async function openInvoice(more: Omit<Stripe.InvoiceCreateParams, 'customer'> = {}): Promise<Stripe.Invoice> {
  const { id: customer } = await stripe.customers.create({
    ...{ name: 'Łukasz Żółć', email: 'lukasz@shop.example', address: ADDRESS },
    ...{ payment_method: 'pm_card_visa' },
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  });
  const coupon = await stripe.coupons.create({ name: 'Spring', percent_off: 10 });
  const vat = await stripe.taxRates.create({ display_name: 'USt.', inclusive: false, percentage: 20 });
  const shipping = await stripe.shippingRates.create({
    display_name: 'Parcel',
    fixed_amount: { amount: 500, currency: 'eur' },
  });
  const { id } = await stripe.invoices.create({
    ...{
      currency: 'eur',
      customer,
      default_tax_rates: [vat.id],
      description: 'Děkujeme · Ευχαριστούμε · Спасибо',
    },
    ...{
      discounts: [{ coupon: coupon.id }],
      footer: 'FN 12345a',
      shipping_cost: { shipping_rate: shipping.id },
    },
    ...more,
  });
  await stripe.invoiceItems.create({ customer, invoice: id, amount: 100_000, description: 'Töpferkurs <b>' });
  await stripe.invoiceItems.create({ customer, invoice: id, amount: 2000, description: 'Çay' });
  return stripe.invoices.finalizeInvoice(id);
}

const page = async (url: string | null | undefined) => {
  const answer = await fetch(String(url), { redirect: 'manual' });
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
};

const textOf = async (url: string | null | undefined): Promise<string[]> => {
  const answer = await fetch(String(url));
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  return readPdf(Buffer.from(await answer.arrayBuffer()));
};

describe('the page of an invoice', () => {
  test('shows what is billed, with all sums, and what someone typed is text', async () => {
    const invoice = await openInvoice();
    const { status, html } = await page(invoice.hosted_invoice_url);
    expect(status).toBe(200);
    for (const text of [
      ...[
        'Pay €1,106.60',
        'Łukasz Żółć',
        'Straße 1',
        '8010 Graz',
        'Austria',
        'Töpferkurs &lt;b&gt;',
        '€1,000.00',
      ],
      ...['€1,020.00', 'Spring (10% off)', '-€102.00', 'USt. 20%', '€183.60', '€5.00', 'FN 12345a'],
    ])
      expect(html, text).toContain(text);
    expect(invoice.total).toBe(110_660);
  });

  test('has an address that nobody can guess, and none before it is finalized [S23]', async () => {
    const draft = await stripe.invoices.create({ customer: (await stripe.customers.create()).id });
    expect(draft).toMatchObject({ hosted_invoice_url: null, invoice_pdf: null });
    const [one, two] = [await openInvoice(), await openInvoice()];
    const [, secret = ''] = /\/invoice\/acct_\w+\/(\w{40})$/.exec(String(one.hosted_invoice_url)) ?? [];
    expect(secret).not.toBe('');
    expect(two.hosted_invoice_url).not.toContain(secret);
    for (const wrong of [secret.slice(1), secret.toLowerCase(), one.id, '%00', "'"]) {
      const { status, html } = await page(one.hosted_invoice_url?.replace(secret, wrong));
      expect([status, html.includes('Łukasz')], wrong).toEqual([404, false]);
    }
    const { id: account } = await activeAccount(stripe);
    const elsewhere = one.hosted_invoice_url?.replace(/acct_\w+/, account);
    expect((await page(elsewhere)).status).toBe(404);
  });

  test('runs only the scripts of the host, is in no frame and in no cache, and tells no other page its address [S23]', async () => {
    const { headers } = await page((await openInvoice()).hosted_invoice_url);
    const policy = String(headers.get('content-security-policy'));
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'self'; frame-src 'self'; style-src ('sha256-[\w+/=]+' ?)+; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  });

  test('takes no payment of what is paid, void, or on its way', async () => {
    const form = '<form id="pay"';
    const [open, gone] = [await openInvoice(), await openInvoice()];
    expect((await page(open.hosted_invoice_url)).html).toContain(form);
    await stripe.invoices.pay(open.id);
    const paid = await page(open.hosted_invoice_url);
    expect(paid.html).toContain('Paid on');
    expect(paid.html).toContain('with Visa •••• 4242');
    expect(paid.html).not.toContain(form);
    await stripe.invoices.voidInvoice(gone.id);
    const { html } = await page(gone.hosted_invoice_url);
    expect(html).toContain('Void');
    expect(html).not.toContain(form);
    const debit = await openInvoice({ payment_settings: { payment_method_types: ['sepa_debit'] } });
    const { data } = await stripe.invoicePayments.list({ invoice: debit.id });
    await stripe.paymentIntents.confirm(String(data[0]?.payment.payment_intent), {
      payment_method: 'pm_successDelayed_de',
      mandate_data: { customer_acceptance: { type: 'offline' } },
    });
    const waiting = await page(debit.hosted_invoice_url);
    expect(waiting.html).toContain('on its way');
    expect(waiting.html).not.toContain(form);
  });

  test('leaves what a bank has added to its address behind', async () => {
    const { hosted_invoice_url: url } = await openInvoice();
    const { status, headers } = await page(`${url}?payment_intent=pi_1&redirect_status=succeeded`);
    expect([status, headers.get('location')]).toEqual([303, new URL(String(url)).pathname]);
  });

  test('is there too for an invoice that a job has finalized', async () => {
    const frozen_time = Date.UTC(2031, 0, 1) / 1000;
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time });
    const { id: customer } = await stripe.customers.create({ test_clock: clock.id });
    const draft = await stripe.invoices.create({ auto_advance: true, customer });
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: frozen_time + 7200 });
    const { hosted_invoice_url: url } = await eventually(
      () => stripe.invoices.retrieve(draft.id),
      ({ status }) => status === 'paid',
    );
    expect((await page(url)).status).toBe(200);
  });
});

describe('the PDF', () => {
  test('of an invoice has all that its page has, in the letters of the languages of Europe', async () => {
    const invoice = await openInvoice({ collection_method: 'send_invoice', days_until_due: 30 });
    const text = (await textOf(invoice.invoice_pdf)).join('');
    for (const part of [
      ...[
        'Invoice',
        `Invoice number: ${invoice.number}`,
        'Date due: ',
        'Łukasz Żółć',
        'Straße 1',
        '8010 Graz',
        'Austria',
      ],
      ...[
        'lukasz@shop.example',
        'Děkujeme · Ευχαριστούμε · Спасибо',
        'Töpferkurs <b>',
        'Çay',
        '€1,000.00',
        '€20.00',
      ],
      ...[
        'Subtotal',
        '€1,020.00',
        'Spring (10% off)',
        '-€102.00',
        'Shipping',
        '€5.00',
        'USt. 20%',
        '€183.60',
      ],
      ...['Total', 'Amount due', '€1,106.60', 'FN 12345a', 'Pay online', 'Page 1 of 1'],
    ])
      expect(text, part).toContain(part);
    expect(text).not.toContain('�');
  });

  test('of many lines has as many pages as it needs, and each line once', THOROUGH, async () => {
    const { id: customer } = await stripe.customers.create({ email: 'jenny@shop.example' });
    const { id } = await stripe.invoices.create({ customer, currency: 'usd' });
    const lines = Array.from({ length: 90 }, (_, index) => ({
      amount: 100 + index,
      description: `Line ${index}: ${'long words '.repeat(index % 12)}`,
    }));
    await stripe.invoices.addLines(id, { lines });
    const pages = await textOf((await stripe.invoices.finalizeInvoice(id)).invoice_pdf);
    expect(pages.length).toBeGreaterThan(2);
    const text = pages.join('');
    for (const [index, page] of pages.entries())
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
    for (const { description } of lines)
      expect(text.split(`${description.split(':')[0]}:`).length, description).toBe(2);
    expect(text.split('Description').length - 1).toBe(pages.filter((page) => page.includes('Line ')).length);
  });

  test('of a receipt says when and with what was paid, and there is none before', async () => {
    const invoice = await openInvoice();
    expect((await page(`${invoice.hosted_invoice_url}/receipt`)).status).toBe(404);
    await stripe.invoices.pay(invoice.id);
    const text = (await textOf(`${invoice.hosted_invoice_url}/receipt`)).join('');
    for (const part of [
      'Receipt',
      'Date paid: ',
      'Paid with: Visa •••• 4242',
      'Amount paid',
      '€1,106.60 paid on',
    ])
      expect(text, part).toContain(part);
  });

  test('of a credit note says what was credited, and the invoice has it too', async () => {
    const invoice = await openInvoice();
    const [line] = invoice.lines.data;
    const note = await stripe.creditNotes.create({
      invoice: invoice.id,
      lines: [{ type: 'invoice_line_item', invoice_line_item: String(line?.id) }],
      memo: 'Omlouváme se',
    });
    const text = (await textOf(note.pdf)).join('');
    for (const part of [
      'Credit note',
      note.number,
      'Omlouváme se',
      'Çay',
      '€20.00',
      '-€2.00',
      '€3.60',
      '€21.60 credited',
    ])
      expect(text, part).toContain(part);
    const of = (await textOf(invoice.invoice_pdf)).join('');
    for (const part of [`Credit note ${note.number}`, '-€21.60', '€1,085.00 due'])
      expect(of, part).toContain(part);
    expect((await page(note.pdf.replace(/\w{40}/, 'x'.repeat(40)))).status).toBe(404);
  });
});

test('the invoice of a connected account is paid for that account', async () => {
  const { id: stripeAccount } = await activeAccount(stripe);
  const { id: customer } = await stripe.customers.create({}, { stripeAccount });
  const item = { customer, amount: 500, currency: 'usd' };
  await stripe.invoiceItems.create(item, { stripeAccount });
  const { id } = await stripe.invoices.create(
    { customer, pending_invoice_items_behavior: 'include' },
    { stripeAccount },
  );
  const { hosted_invoice_url: url } = await stripe.invoices.finalizeInvoice(id, {}, { stripeAccount });
  const { html } = await page(url);
  expect(html).toContain(`data-account="${stripeAccount}"`);
  expect(html).toContain(`data-key="${sandbox.publishableKey}"`);
});
