/** What is taken off an invoice after it is finalized, and how it goes back, as the official client says it. */
import fc from 'fast-check';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { start } from './harness.js';
import { eventsOf, officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

/** An open invoice with a line for each amount, the first amount first. */
async function openInvoice(
  amounts: number[],
  more: Omit<Stripe.InvoiceCreateParams, 'customer'> = {},
): Promise<Stripe.Invoice> {
  const card = 'pm_card_visa';
  const { id: customer } = await stripe.customers.create({
    ...{ email: 'jenny@shop.example', payment_method: card },
    invoice_settings: { default_payment_method: card },
  });
  const { id } = await stripe.invoices.create({ currency: 'usd', ...more, customer });
  for (const amount of amounts) await stripe.invoiceItems.create({ customer, invoice: id, amount });
  return stripe.invoices.finalizeInvoice(id);
}

const paidInvoice = async (amounts: number[], more: Omit<Stripe.InvoiceCreateParams, 'customer'> = {}) =>
  stripe.invoices.pay((await openInvoice(amounts, more)).id);

const intentOf = async (invoice: string): Promise<Stripe.PaymentIntent> => {
  const { data } = await stripe.invoicePayments.list({ invoice });
  return stripe.paymentIntents.retrieve(String(data[0]?.payment.payment_intent));
};

describe('a credit note of an open invoice', () => {
  test('leaves less to pay, and its payment is of what is left', async () => {
    const invoice = await openInvoice([2000]);
    const note = await stripe.creditNotes.create({
      ...{ amount: 500, invoice: invoice.id, memo: 'Sorry', reason: 'order_change' },
      metadata: { case: '7' },
    });
    expect(note).toMatchObject({
      object: 'credit_note',
      amount: 500,
      currency: 'usd',
      customer: invoice.customer,
      customer_balance_transaction: null,
      invoice: invoice.id,
      memo: 'Sorry',
      metadata: { case: '7' },
      number: `${invoice.number}-CN-01`,
      post_payment_amount: 0,
      pre_payment_amount: 500,
      reason: 'order_change',
      refunds: [],
      status: 'issued',
      subtotal: 500,
      total: 500,
      type: 'pre_payment',
    });
    const after = await stripe.invoices.retrieve(invoice.id);
    expect(after).toMatchObject({
      amount_due: 1500,
      amount_remaining: 1500,
      pre_payment_credit_notes_amount: 500,
      status: 'open',
      total: 2000,
    });
    expect((await intentOf(invoice.id)).amount).toBe(1500);
    expect(await stripe.invoices.pay(invoice.id)).toMatchObject({ status: 'paid', amount_paid: 1500 });
    expect((await stripe.invoicePayments.list({ invoice: invoice.id })).data).toMatchObject([
      { amount_paid: 1500, amount_requested: 1500 },
    ]);
    expect(await stripe.creditNotes.retrieve(note.id)).toEqual(note);
  });

  test('of all that is due pays the invoice, without a payment', async () => {
    const invoice = await openInvoice([2000]);
    await stripe.creditNotes.create({ amount: 2000, invoice: invoice.id });
    expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({
      amount_due: 0,
      amount_paid: 0,
      amount_remaining: 0,
      status: 'paid',
    });
    expect((await intentOf(invoice.id)).status).toBe('canceled');
    expect((await eventsOf(stripe, invoice.id)).slice(-2)).toEqual(['invoice.updated', 'invoice.paid']);
  });

  test('is voided for as long as the invoice is open, and its amount is due again', async () => {
    const invoice = await openInvoice([2000]);
    const note = await stripe.creditNotes.create({ amount: 500, invoice: invoice.id });
    const gone = await stripe.creditNotes.voidCreditNote(note.id);
    expect(gone).toMatchObject({ status: 'void', voided_at: expect.any(Number) });
    expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({
      amount_due: 2000,
      amount_remaining: 2000,
      pre_payment_credit_notes_amount: 0,
    });
    expect((await intentOf(invoice.id)).amount).toBe(2000);
    expect((await refusal(stripe.creditNotes.voidCreditNote(note.id))).code).toBe(
      'status_transition_invalid',
    );
    const other = await stripe.creditNotes.create({ amount: 300, invoice: invoice.id });
    expect(other.number).toBe(`${invoice.number}-CN-02`);
    await stripe.invoices.pay(invoice.id);
    expect((await refusal(stripe.creditNotes.voidCreditNote(other.id))).message).toContain('still open');
    expect(await eventsOf(stripe, note.id)).toEqual(['credit_note.created', 'credit_note.voided']);
  });

  test('takes back the question of a bank about the former amount', async () => {
    const invoice = await openInvoice([2000]);
    await refusal(stripe.invoices.pay(invoice.id, { payment_method: 'pm_card_authenticationRequired' }));
    await stripe.creditNotes.create({ amount: 500, invoice: invoice.id });
    expect(await intentOf(invoice.id)).toMatchObject({
      amount: 1500,
      next_action: null,
      status: 'requires_payment_method',
    });
  });
});

describe('a credit note of a paid invoice', () => {
  test('refunds, credits the customer and counts what went back elsewhere, together what it is of', async () => {
    const invoice = await paidInvoice([3000]);
    const short = await refusal(
      stripe.creditNotes.create({ amount: 1000, invoice: invoice.id, refund_amount: 400 }),
    );
    expect(short).toMatchObject({ statusCode: 400, param: 'refund_amount' });
    const note = await stripe.creditNotes.create({
      ...{ amount: 1000, invoice: invoice.id },
      ...{ credit_amount: 350, out_of_band_amount: 250, refund_amount: 400 },
    });
    expect(note).toMatchObject({
      out_of_band_amount: 250,
      post_payment_amount: 1000,
      pre_payment_amount: 0,
      refunds: [{ amount_refunded: 400, type: 'refund' }],
      type: 'post_payment',
    });
    expect(await stripe.refunds.retrieve(String(note.refunds[0]?.refund))).toMatchObject({
      amount: 400,
      status: 'succeeded',
    });
    const { balance } = (await stripe.customers.retrieve(String(invoice.customer))) as Stripe.Customer;
    expect(balance).toBe(-350);
    const transaction = await stripe.customers.retrieveBalanceTransaction(
      String(invoice.customer),
      String(note.customer_balance_transaction),
    );
    expect(transaction).toMatchObject({ amount: -350, credit_note: note.id, type: 'credit_note' });
    expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({
      amount_paid: 3000,
      post_payment_credit_notes_amount: 1000,
      status: 'paid',
    });
    // No part of what was refused stays.
    expect((await stripe.creditNotes.list({ invoice: invoice.id })).data).toEqual([note]);
    expect(
      (await stripe.refunds.list({ payment_intent: (await intentOf(invoice.id)).id })).data,
    ).toHaveLength(1);
  });

  test('is about refunds that were there before', async () => {
    const invoice = await paidInvoice([3000]);
    const { id: payment_intent } = await intentOf(invoice.id);
    const { id: refund } = await stripe.refunds.create({ payment_intent, amount: 700 });
    const note = await stripe.creditNotes.create({ amount: 700, invoice: invoice.id, refunds: [{ refund }] });
    expect(note.refunds).toMatchObject([{ amount_refunded: 700, refund }]);
    const other = await paidInvoice([1000]);
    const foreign = await refusal(
      stripe.creditNotes.create({ amount: 700, invoice: other.id, refunds: [{ refund }] }),
    );
    expect(foreign.param).toBe('refunds[0][refund]');
  });

  test('is at most what is left of the invoice, and refunds nothing that was paid elsewhere', async () => {
    const invoice = await paidInvoice([1000]);
    const credit = (amount: number) =>
      stripe.creditNotes.create({ amount, credit_amount: amount, invoice: invoice.id });
    await credit(800);
    expect(await refusal(credit(201))).toMatchObject({ param: 'amount' });
    await credit(200);
    const cash = await openInvoice([1000]);
    await stripe.invoices.pay(cash.id, { paid_out_of_band: true });
    const refund = stripe.creditNotes.create({ amount: 500, invoice: cash.id, refund_amount: 500 });
    expect((await refusal(refund)).param).toBe('refund_amount');
  });
});

describe('the lines of a credit note', () => {
  test('are those of the invoice or parts of them, with their part of discounts and taxes', async () => {
    const { id: coupon } = await stripe.coupons.create({ percent_off: 10 });
    const vat = await stripe.taxRates.create({ display_name: 'VAT', inclusive: false, percentage: 19 });
    const invoice = await openInvoice([1000, 500], {
      default_tax_rates: [vat.id],
      discounts: [{ coupon }],
    });
    const [small, large] = invoice.lines.data;
    const lines: Stripe.CreditNoteCreateParams.Line[] = [
      { type: 'invoice_line_item', invoice_line_item: String(large?.id), amount: 333 },
      { type: 'invoice_line_item', invoice_line_item: String(small?.id), quantity: 1 },
      {
        type: 'custom_line_item',
        description: 'Good will',
        unit_amount: 50,
        quantity: 2,
        tax_rates: [vat.id],
      },
    ];
    const note = await stripe.creditNotes.create({ invoice: invoice.id, lines });
    expect(note.lines.data).toMatchObject([
      {
        amount: 333,
        discount_amount: 33,
        invoice_line_item: large?.id,
        tax_rates: [{ id: vat.id }],
        taxes: [{ amount: 57, taxable_amount: 300, tax_rate_details: { tax_rate: vat.id } }],
      },
      { amount: 500, discount_amount: 50, quantity: 1, taxes: [{ amount: 86, taxable_amount: 450 }] },
      { amount: 100, description: 'Good will', quantity: 2, taxes: [{ amount: 19 }], unit_amount: 50 },
    ]);
    expect(note).toMatchObject({
      amount: 1012,
      discount_amount: 83,
      discount_amounts: [{ amount: 83, discount: invoice.discounts[0] }],
      subtotal: 933,
      total_excluding_tax: 850,
      total_taxes: [{ amount: 162, taxable_amount: 850 }],
    });
    expect((await stripe.creditNotes.listLineItems(note.id)).data).toEqual(note.lines.data);
    const [line] = lines as [Stripe.CreditNoteCreateParams.Line];
    const more = await refusal(
      stripe.creditNotes.create({ invoice: invoice.id, lines: [{ ...line, amount: 668 }] }),
    );
    expect(more).toMatchObject({ param: 'lines[0][amount]' });
    const unknown = { ...line, invoice_line_item: 'il_none' };
    expect(await refusal(stripe.creditNotes.create({ invoice: invoice.id, lines: [unknown] }))).toMatchObject(
      {
        code: 'resource_missing',
        param: 'lines[0][invoice_line_item]',
      },
    );
  });

  test('that are credited piece by piece are in the end the whole line, to the cent', async () => {
    const { id: coupon } = await stripe.coupons.create({ percent_off: 7 });
    const tax = (percentage: number, inclusive: boolean) =>
      stripe.taxRates.create({ display_name: 'VAT', inclusive, percentage });
    const rates = [(await tax(19, false)).id, (await tax(7, true)).id];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 4 }),
        async (pieces) => {
          const whole = pieces.reduce((sum, piece) => sum + piece, 0) + 50;
          const invoice = await openInvoice([whole], { default_tax_rates: rates, discounts: [{ coupon }] });
          const line = {
            type: 'invoice_line_item' as const,
            invoice_line_item: String(invoice.lines.data[0]?.id),
          };
          let credited = 0;
          for (const amount of pieces) {
            const lines = [{ ...line, amount }];
            credited += (await stripe.creditNotes.create({ invoice: invoice.id, lines })).amount;
          }
          const rest = await stripe.creditNotes.create({ invoice: invoice.id, lines: [line] });
          expect(credited + rest.amount).toBe(invoice.total);
          expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({ amount_due: 0, status: 'paid' });
        },
      ),
      { numRuns: 8 },
    );
  });

  test('may be what the delivery cost, once', async () => {
    const { id: shipping_rate } = await stripe.shippingRates.create({
      display_name: 'Parcel',
      fixed_amount: { amount: 500, currency: 'usd' },
    });
    const invoice = await openInvoice([1000], { shipping_cost: { shipping_rate } });
    const credit = () => stripe.creditNotes.create({ invoice: invoice.id, shipping_cost: { shipping_rate } });
    expect(await credit()).toMatchObject({
      amount: 500,
      amount_shipping: 500,
      lines: { data: [] },
      shipping_cost: { amount_total: 500, shipping_rate },
    });
    expect((await refusal(credit())).param).toBe('shipping_cost[shipping_rate]');
  });
});

test('a preview says what a credit note would be, and changes nothing', async () => {
  const invoice = await openInvoice([2000, 1000]);
  const [line] = invoice.lines.data;
  const params: Stripe.CreditNotePreviewParams = {
    invoice: invoice.id,
    lines: [
      { type: 'invoice_line_item', invoice_line_item: String(line?.id) },
      { type: 'custom_line_item', description: 'Good will', unit_amount: 10 },
    ],
  };
  const preview = await stripe.creditNotes.preview(params);
  expect(preview).toMatchObject({ amount: 1010, pre_payment_amount: 1010, total: 1010 });
  const { data, has_more } = await stripe.creditNotes.listPreviewLineItems({ ...params, limit: 1 });
  expect(data).toMatchObject([{ amount: 1000, invoice_line_item: line?.id }]);
  expect(has_more).toBe(true);
  expect((await stripe.creditNotes.list({ invoice: invoice.id })).data).toEqual([]);
  expect(await stripe.invoices.retrieve(invoice.id)).toEqual(invoice);
});

test('memo and metadata of a credit note change, and it is listed by customer and by invoice', async () => {
  const invoice = await openInvoice([2000]);
  const [first, second] = [
    await stripe.creditNotes.create({ amount: 100, invoice: invoice.id }),
    await stripe.creditNotes.create({ amount: 200, invoice: invoice.id }),
  ];
  const changed = await stripe.creditNotes.update(first.id, { memo: 'Sorry', metadata: { case: '7' } });
  expect(changed).toMatchObject({ memo: 'Sorry', metadata: { case: '7' } });
  expect(await eventsOf(stripe, first.id)).toEqual(['credit_note.created', 'credit_note.updated']);
  const listed = await stripe.creditNotes.list({ customer: String(invoice.customer) });
  expect(listed.data.map(({ id }) => id)).toEqual([second.id, first.id]);
});

test('a draft and a void invoice are not credited, and nothing is credited by nothing', async () => {
  const { id: customer } = await stripe.customers.create();
  const draft = await stripe.invoices.create({ customer });
  const credit = (invoice: string, more: object = { amount: 100 }) =>
    refusal(stripe.creditNotes.create({ invoice, ...more }));
  expect(await credit(draft.id)).toMatchObject({ param: 'invoice' });
  const open = await openInvoice([2000]);
  expect(await credit(open.id, {})).toMatchObject({ code: 'parameter_missing', param: 'amount' });
  await stripe.invoices.voidInvoice(open.id);
  expect((await credit(open.id)).message).toContain('void');
});

test('older versions have one refund, and amounts of tax', async () => {
  const older = { apiVersion: '2023-10-16' };
  const { id: vat } = await stripe.taxRates.create({ display_name: 'VAT', inclusive: false, percentage: 20 });
  const invoice = await paidInvoice([1000], { default_tax_rates: [vat] });
  const { id: payment_intent } = await intentOf(invoice.id);
  const { id: refund } = await stripe.refunds.create({ payment_intent, amount: 600 });
  const lines = [
    { type: 'invoice_line_item', invoice_line_item: String(invoice.lines.data[0]?.id), amount: 500 },
  ];
  const note = await stripe.creditNotes.create(
    { invoice: invoice.id, lines, refund } as object as never,
    older,
  );
  expect(note).toMatchObject({
    refund,
    tax_amounts: [{ amount: 100, inclusive: false, tax_rate: vat, taxable_amount: 500 }],
    lines: { data: [{ tax_amounts: [{ amount: 100 }] }] },
  });
  expect(note).not.toHaveProperty('refunds');
});
