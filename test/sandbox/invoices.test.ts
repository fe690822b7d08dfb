/** What customers are billed, and how they pay it, as the official client says it. */
import fc from 'fast-check';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { eventually, start } from './harness.js';
import { eventsOf, officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const NEW_YEAR = Date.UTC(2031, 0, 1) / 1000;
const HOUR = 3600;
const DAY = 24 * HOUR;

/** A customer, who pays with this card by default. */
async function customerWith(card?: string, more: Stripe.CustomerCreateParams = {}): Promise<Stripe.Customer> {
  return stripe.customers.create({
    name: 'Jenny Rosen',
    email: 'jenny@shop.example',
    ...(card && { payment_method: card, invoice_settings: { default_payment_method: card } }),
    ...more,
  });
}

const item = (customer: string, amount = 2000, more: Stripe.InvoiceItemCreateParams = {}) =>
  stripe.invoiceItems.create({ customer, amount, currency: 'usd', description: 'Hours', ...more });

/** A draft that bills the items that wait. */
const draft = (customer: string, more: Stripe.InvoiceCreateParams = {}) =>
  stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include', ...more });

/** An invoice of 20.00 that is open. */
async function openInvoice(customer: string): Promise<Stripe.Invoice> {
  await item(customer);
  return stripe.invoices.finalizeInvoice((await draft(customer)).id);
}

const intentOf = async (invoice: string): Promise<Stripe.PaymentIntent> => {
  const { data } = await stripe.invoicePayments.list({ invoice });
  return stripe.paymentIntents.retrieve(String(data[0]?.payment.payment_intent));
};

/** Advances a clock, and waits until it has arrived. */
async function advance(clock: string, frozen_time: number): Promise<void> {
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time });
  const { status } = await eventually(
    () => stripe.testHelpers.testClocks.retrieve(clock),
    (one) => one.status === 'ready',
  );
  expect(status).toBe('ready');
}

describe('an invoice item', () => {
  test('waits for an invoice, and is billed by the next that includes what waits, once', async () => {
    const { id: customer } = await customerWith();
    const waiting = await item(customer, 2500, { metadata: { hours: '5' } });
    expect(waiting).toMatchObject({
      object: 'invoiceitem',
      amount: 2500,
      currency: 'usd',
      description: 'Hours',
      invoice: null,
      metadata: { hours: '5' },
      period: { end: waiting.date, start: waiting.date },
      pricing: { type: 'price_details' },
      proration: false,
      quantity: 1,
    });
    expect(String(waiting.quantity_decimal)).toBe('1');
    expect((await stripe.customers.retrieve(customer)) as Stripe.Customer).toMatchObject({ currency: 'usd' });
    const invoice = await draft(customer);
    expect(invoice).toMatchObject({ status: 'draft', total: 2500, amount_due: 2500, number: null });
    expect(invoice.lines.data).toMatchObject([
      { amount: 2500, parent: { invoice_item_details: { invoice_item: waiting.id } }, subtotal: 2500 },
    ]);
    expect((await stripe.invoiceItems.retrieve(waiting.id)).invoice).toBe(invoice.id);
    const again = await refusal(draft(customer));
    expect(again).toMatchObject({ statusCode: 400, code: 'invoice_no_customer_line_items' });
    expect((await stripe.invoiceItems.list({ customer, pending: true })).data).toEqual([]);
    expect((await stripe.invoiceItems.list({ invoice: invoice.id })).data).toHaveLength(1);
  });

  test('costs what its price says, for a quantity, and only a price that is paid once can be', async () => {
    const { id: customer } = await customerWith();
    const price = await stripe.prices.create({
      currency: 'usd',
      product_data: { name: 'Support' },
      transform_quantity: { divide_by: 10, round: 'up' },
      unit_amount: 500,
    });
    const bought = await stripe.invoiceItems.create({
      customer,
      pricing: { price: price.id },
      quantity: 27,
    });
    expect(bought).toMatchObject({
      amount: 1500,
      description: 'Support',
      pricing: { price_details: { price: price.id, product: price.product } },
      quantity: 27,
    });
    const more = await stripe.invoiceItems.update(bought.id, { quantity: 31 });
    expect(more).toMatchObject({ amount: 2000, quantity: 31, pricing: bought.pricing });
    const monthly = await stripe.prices.create({
      currency: 'usd',
      product: String(price.product),
      recurring: { interval: 'month' },
      unit_amount: 500,
    });
    const recurring = await refusal(stripe.invoiceItems.create({ customer, pricing: { price: monthly.id } }));
    expect(recurring).toMatchObject({ statusCode: 400, param: 'pricing[price]' });
    const missing = await refusal(stripe.invoiceItems.create({ customer, pricing: { price: 'price_none' } }));
    expect(missing).toMatchObject({ code: 'resource_missing', param: 'pricing[price]' });
    const own = await stripe.invoiceItems.create({
      customer,
      price_data: { currency: 'usd', product: String(price.product), unit_amount: 300 },
      quantity: 2,
    });
    expect(own.amount).toBe(600);
  });

  test('says how much it is once, and in one way', async () => {
    const { id: customer } = await customerWith();
    const nothing = await refusal(stripe.invoiceItems.create({ customer, currency: 'usd' }));
    expect(nothing).toMatchObject({ code: 'parameter_missing', param: 'amount' });
    const two = await refusal(
      stripe.invoiceItems.create({ customer, amount: 100, pricing: { price: 'price_x' } }),
    );
    expect(two).toMatchObject({ code: 'parameters_exclusive', param: 'pricing' });
  });

  test('is deleted with its line, while its invoice is a draft', async () => {
    const { id: customer } = await customerWith();
    const [kept, dropped] = [await item(customer, 1000), await item(customer, 500)];
    const invoice = await draft(customer);
    expect(invoice.total).toBe(1500);
    expect(await stripe.invoiceItems.del(dropped.id)).toMatchObject({ deleted: true });
    expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({ total: 1000 });
    await stripe.invoices.finalizeInvoice(invoice.id);
    expect(await refusal(stripe.invoiceItems.del(kept.id))).toMatchObject({ code: 'invoice_not_editable' });
    expect(await refusal(stripe.invoiceItems.update(kept.id, { amount: 1 }))).toMatchObject({
      code: 'invoice_not_editable',
    });
    expect(await eventsOf(stripe, dropped.id)).toEqual(['invoiceitem.created', 'invoiceitem.deleted']);
  });
});

describe('a draft', () => {
  test('takes lines, changes and releases them, and adds them up again each time', async () => {
    const { id: customer } = await customerWith();
    const invoice = await stripe.invoices.create({ customer, currency: 'usd' });
    const waiting = await item(customer, 700);
    const added = await stripe.invoices.addLines(invoice.id, {
      invoice_metadata: { order: '7' },
      lines: [
        { invoice_item: waiting.id },
        { amount: 300, description: 'Parts' },
        {
          price_data: { currency: 'usd', product_data: { name: 'Bolt' }, unit_amount: 25 },
          quantity: 4,
        },
      ],
    });
    expect(added).toMatchObject({ total: 1100, metadata: { order: '7' } });
    expect(added.lines.data.map(({ description }) => description)).toEqual(['Bolt', 'Parts', 'Hours']);
    const [bolts, parts, hours] = added.lines.data.map(({ id }) => id);
    const changed = await stripe.invoices.updateLines(invoice.id, {
      lines: [{ id: String(parts), amount: 450, description: 'Spare parts' }],
    });
    expect(changed.total).toBe(1250);
    const line = await stripe.invoices.updateLineItem(invoice.id, String(bolts), { quantity: 8 });
    expect(line).toMatchObject({ object: 'line_item', amount: 200, quantity: 8, description: 'Bolt' });
    const left = await stripe.invoices.removeLines(invoice.id, {
      lines: [
        { behavior: 'unassign', id: String(hours) },
        { behavior: 'delete', id: String(bolts) },
      ],
    });
    expect(left).toMatchObject({ total: 450, subtotal: 450 });
    expect((await stripe.invoiceItems.retrieve(waiting.id)).invoice).toBeNull();
    expect((await stripe.invoices.listLineItems(invoice.id)).data).toMatchObject([
      { amount: 450, description: 'Spare parts' },
    ]);
    const foreign = await refusal(
      stripe.invoices.updateLines(invoice.id, { lines: [{ id: String(hours), amount: 1 }] }),
    );
    expect(foreign).toMatchObject({ code: 'resource_missing', param: 'lines[0][id]' });
  });

  test('shows ten lines, and lists all', async () => {
    const { id: customer } = await customerWith();
    const invoice = await stripe.invoices.create({ customer });
    const all = Array.from({ length: 12 }, (_, index) => ({ amount: index + 1 }));
    const { lines, total } = await stripe.invoices.addLines(invoice.id, { lines: all });
    expect(total).toBe(78);
    expect(lines).toMatchObject({ has_more: true, url: `/v1/invoices/${invoice.id}/lines` });
    expect(lines.data).toHaveLength(10);
    const listed: number[] = [];
    for await (const { amount } of stripe.invoices.listLineItems(invoice.id, { limit: 5 }))
      listed.push(amount);
    expect(listed).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  test('is deleted: what waited for an invoice waits again', async () => {
    const { id: customer } = await customerWith();
    const waiting = await item(customer);
    const invoice = await draft(customer);
    const own = await item(customer, 50, { invoice: invoice.id });
    expect(await stripe.invoices.del(invoice.id)).toMatchObject({ id: invoice.id, deleted: true });
    expect((await stripe.invoiceItems.list({ customer })).data).toMatchObject([
      { id: waiting.id, invoice: null },
    ]);
    expect((await refusal(stripe.invoiceItems.retrieve(own.id))).code).toBe('resource_missing');
    expect((await refusal(stripe.invoices.retrieve(invoice.id))).statusCode).toBe(404);
    const open = await openInvoice(customer);
    expect((await refusal(stripe.invoices.del(open.id))).code).toBe('invoice_not_editable');
    expect(await eventsOf(stripe, invoice.id)).toEqual([
      'invoice.created',
      'invoice.updated',
      'invoice.deleted',
    ]);
  });

  test('can be changed, and an open invoice only in what it does not bill', async () => {
    const { id: customer } = await customerWith();
    await item(customer);
    const invoice = await draft(customer, {
      description: 'May',
      custom_fields: [{ name: 'PO', value: '7' }],
    });
    const changed = await stripe.invoices.update(invoice.id, {
      description: '',
      footer: 'Thank you',
      metadata: { a: 'b' },
    });
    expect(changed).toMatchObject({
      custom_fields: [{ name: 'PO', value: '7' }],
      description: null,
      footer: 'Thank you',
      metadata: { a: 'b' },
    });
    await stripe.invoices.finalizeInvoice(invoice.id);
    expect(await stripe.invoices.update(invoice.id, { metadata: { a: 'c' } })).toMatchObject({
      metadata: { a: 'c' },
    });
    const refused = await refusal(stripe.invoices.update(invoice.id, { description: 'June' }));
    expect(refused).toMatchObject({ statusCode: 400, code: 'invoice_not_editable' });
    expect((await refusal(item(customer, 100, { invoice: invoice.id }))).code).toBe('invoice_not_editable');
  });
});

describe('an invoice that is finalized', () => {
  test('has a number of its customer’s series, and a payment', async () => {
    const customer = await customerWith();
    const [first, second] = [await openInvoice(customer.id), await openInvoice(customer.id)];
    expect([first.number, second.number]).toEqual([
      `${customer.invoice_prefix}-0001`,
      `${customer.invoice_prefix}-0002`,
    ]);
    expect(first).toMatchObject({
      amount_due: 2000,
      amount_paid: 0,
      amount_remaining: 2000,
      attempt_count: 0,
      attempted: false,
      auto_advance: false,
      billing_reason: 'manual',
      ending_balance: 0,
      parent: null,
      starting_balance: 0,
      status: 'open',
    });
    expect(first.effective_at).toBe(first.status_transitions.finalized_at);
    expect(first).not.toHaveProperty('payment_intent');
    const expanded = await stripe.invoices.retrieve(first.id, {
      expand: ['confirmation_secret', 'payments.data.payment.payment_intent'],
    });
    const [payment] = expanded.payments?.data ?? [];
    expect(payment).toMatchObject({
      object: 'invoice_payment',
      amount_requested: 2000,
      is_default: true,
      status: 'open',
      payment: {
        type: 'payment_intent',
        payment_intent: { amount: 2000, status: 'requires_payment_method' },
      },
    });
    const intent = payment?.payment.payment_intent as Stripe.PaymentIntent;
    expect(expanded.confirmation_secret).toEqual({
      client_secret: intent.client_secret,
      type: 'payment_intent',
    });
    expect(await stripe.invoicePayments.retrieve(String(payment?.id))).toMatchObject({ id: payment?.id });
    const found = await stripe.invoicePayments.list({
      payment: { type: 'payment_intent', payment_intent: intent.id },
    });
    expect(found.data).toMatchObject([{ invoice: first.id }]);
    const twice = await refusal(stripe.invoices.finalizeInvoice(first.id));
    expect(twice).toMatchObject({ statusCode: 400, code: 'invoice_not_editable' });
  });

  test('keeps the amounts that it had, and the customer as they were', async () => {
    const { id: customer } = await customerWith();
    await item(customer);
    const before = await draft(customer);
    await stripe.customers.update(customer, { name: 'Jenny Doe' });
    const open = await stripe.invoices.finalizeInvoice(before.id);
    expect(open.customer_name).toBe('Jenny Doe');
    await stripe.customers.update(customer, { name: 'Jenny Roe' });
    expect((await stripe.invoices.retrieve(open.id)).customer_name).toBe('Jenny Doe');
  });

  test('of nothing is paid at once, without a payment', async () => {
    const { id: customer } = await customerWith();
    const empty = await stripe.invoices.create({ customer });
    const paid = await stripe.invoices.finalizeInvoice(empty.id);
    expect(paid).toMatchObject({ amount_due: 0, amount_paid: 0, attempt_count: 0, status: 'paid' });
    expect((await stripe.invoicePayments.list({ invoice: empty.id })).data).toEqual([]);
    expect(await eventsOf(stripe, empty.id)).toEqual([
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
    ]);
  });

  test('has one payment, which only the invoice ends and changes', async () => {
    const { id: customer } = await customerWith();
    const { id } = await intentOf((await openInvoice(customer)).id);
    expect((await refusal(stripe.paymentIntents.cancel(id))).code).toBe('payment_intent_unexpected_state');
    const changed = await refusal(stripe.paymentIntents.update(id, { amount: 1 }));
    expect(changed).toMatchObject({ code: 'payment_intent_unexpected_state', param: 'amount' });
    expect(await stripe.paymentIntents.update(id, { metadata: { a: 'b' } })).toMatchObject({ amount: 2000 });
  });
});

describe('a payment', () => {
  test('with the customer’s default card marks the invoice as paid, in the documented order', async () => {
    const customer = await customerWith('pm_card_visa');
    const open = await openInvoice(customer.id);
    const paid = await stripe.invoices.pay(open.id);
    expect(paid).toMatchObject({
      amount_paid: 2000,
      amount_paid_off_stripe: 0,
      amount_remaining: 0,
      attempt_count: 1,
      attempted: true,
      status: 'paid',
    });
    const [payment] = (await stripe.invoicePayments.list({ invoice: open.id })).data;
    expect(payment).toMatchObject({ amount_paid: 2000, status: 'paid' });
    const intent = await intentOf(open.id);
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 2000, customer: customer.id });
    const mine = [open.id, intent.id, String(intent.latest_charge), String(payment?.id)];
    const { data } = await stripe.events.list({ limit: 40 });
    const order = data
      .filter((event) => mine.includes(String((event.data.object as { id?: string }).id)))
      .map(({ type }) => type)
      .reverse();
    expect(order).toEqual([
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
    ]);
    const again = await refusal(stripe.invoices.pay(open.id));
    expect(again).toMatchObject({ statusCode: 400, message: 'Invoice is already paid' });
    const { confirmation_secret } = await stripe.invoices.retrieve(open.id, {
      expand: ['confirmation_secret'],
    });
    expect(confirmation_secret).toBeNull();
  });

  test('takes the payment methods in the documented order, and never one that is only attached', async () => {
    const customer = await customerWith();
    await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    const open = await openInvoice(customer.id);
    const none = await refusal(stripe.invoices.pay(open.id));
    expect(none).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'payment_method' });
    const source = await stripe.customers.createSource(customer.id, { source: 'tok_visa' });
    const first = await stripe.invoices.pay(open.id);
    expect(first.status).toBe('paid');
    expect((await intentOf(open.id)).payment_method).toBe(source.id);
    const usual = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id });
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: usual.id } });
    const second = await openInvoice(customer.id);
    await stripe.invoices.pay(second.id);
    expect((await intentOf(second.id)).payment_method).toBe(usual.id);
    const chosen = await stripe.paymentMethods.attach('pm_card_amex', { customer: customer.id });
    const third = await openInvoice(customer.id);
    await stripe.invoices.update(third.id, { default_payment_method: chosen.id });
    await stripe.invoices.pay(third.id);
    expect((await intentOf(third.id)).payment_method).toBe(chosen.id);
    const other = await customerWith('pm_card_visa');
    const foreign = String(other.invoice_settings.default_payment_method);
    const fourth = await openInvoice(customer.id);
    expect(
      await refusal(stripe.invoices.update(fourth.id, { default_payment_method: foreign })),
    ).toMatchObject({ code: 'resource_missing', param: 'default_payment_method' });
    expect((await refusal(stripe.invoices.pay(fourth.id, { payment_method: foreign }))).param).toBe(
      'payment_method',
    );
  });

  test('that is declined leaves the invoice open, and another card pays it', async () => {
    const customer = await customerWith('pm_card_chargeCustomerFail');
    const open = await openInvoice(customer.id);
    const declined = await refusal(stripe.invoices.pay(open.id));
    expect(declined).toMatchObject({ statusCode: 402, type: 'StripeCardError', code: 'card_declined' });
    expect(declined.payment_intent).toMatchObject({ status: 'requires_payment_method' });
    expect(await stripe.invoices.retrieve(open.id)).toMatchObject({
      amount_remaining: 2000,
      attempt_count: 1,
      attempted: true,
      next_payment_attempt: null,
      status: 'open',
    });
    const paid = await stripe.invoices.pay(open.id, { payment_method: 'pm_card_visa' });
    expect(paid).toMatchObject({ attempt_count: 1, status: 'paid' });
    expect(await eventsOf(stripe, open.id)).toEqual([
      'invoice.created',
      'invoice.finalized',
      'invoice.payment_failed',
      'invoice.updated',
      'invoice.paid',
      'invoice.payment_succeeded',
    ]);
  });

  test('that the bank asks about is made in the page, with the secret of the invoice', async () => {
    const customer = await customerWith('pm_card_authenticationRequired');
    const open = await openInvoice(customer.id);
    const asked = await refusal(stripe.invoices.pay(open.id));
    expect(asked).toMatchObject({ statusCode: 400, code: 'invoice_payment_intent_requires_action' });
    expect(asked.payment_intent).toMatchObject({ status: 'requires_action' });
    const waiting = await stripe.invoices.retrieve(open.id, { expand: ['confirmation_secret'] });
    expect(waiting).toMatchObject({ status: 'open', attempt_count: 1 });
    const { next_action: action } = await intentOf(open.id);
    const answer = await fetch(String(action?.use_stripe_sdk?.stripe_js), {
      method: 'POST',
      body: new URLSearchParams({ outcome: 'complete' }),
      redirect: 'manual',
    });
    expect(answer.status).toBeLessThan(400);
    expect(await stripe.invoices.retrieve(open.id)).toMatchObject({ amount_paid: 2000, status: 'paid' });
    expect(await eventsOf(stripe, open.id)).toEqual([
      'invoice.created',
      'invoice.finalized',
      'invoice.payment_action_required',
      'invoice.paid',
      'invoice.payment_succeeded',
    ]);
  });

  test('in the page, with the invoice’s own intent, pays the invoice in the same moment', async () => {
    const { id: customer } = await customerWith();
    const open = await openInvoice(customer);
    const { id } = await intentOf(open.id);
    const declined = await refusal(
      stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_chargeDeclined' }),
    );
    expect(declined.statusCode).toBe(402);
    expect(await stripe.invoices.retrieve(open.id)).toMatchObject({ attempt_count: 1, status: 'open' });
    await stripe.paymentIntents.confirm(id, {
      payment_method: 'pm_card_visa',
      return_url: 'https://shop.example',
    });
    expect(await stripe.invoices.retrieve(open.id)).toMatchObject({ status: 'paid', amount_paid: 2000 });
  });

  test('in cash ends the intent, and is no payment that succeeded', async () => {
    const { id: customer } = await customerWith();
    const open = await openInvoice(customer);
    const paid = await stripe.invoices.pay(open.id, { paid_out_of_band: true });
    expect(paid).toMatchObject({ amount_paid: 2000, amount_paid_off_stripe: 2000, status: 'paid' });
    expect(await intentOf(open.id)).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'void_invoice',
    });
    expect((await stripe.invoicePayments.list({ invoice: open.id, status: 'canceled' })).data).toHaveLength(
      1,
    );
    expect(await eventsOf(stripe, open.id)).toEqual(['invoice.created', 'invoice.finalized', 'invoice.paid']);
  });

  test('of a draft finalizes it first', async () => {
    const customer = await customerWith('pm_card_visa');
    await item(customer.id);
    const { id } = await draft(customer.id);
    expect(await stripe.invoices.pay(id)).toMatchObject({
      number: `${customer.invoice_prefix}-0001`,
      status: 'paid',
    });
  });

  test('that is repeated under its idempotency key charges once', async () => {
    const customer = await customerWith('pm_card_visa');
    const open = await openInvoice(customer.id);
    const options = { idempotencyKey: `pay-${open.id}` };
    const [first, second] = [
      await stripe.invoices.pay(open.id, {}, options),
      await stripe.invoices.pay(open.id, {}, options),
    ];
    expect(second).toEqual(first);
    expect((await stripe.charges.list({ customer: customer.id })).data).toHaveLength(1);
  });

  test('and another at the same moment charge once', async () => {
    const customer = await customerWith('pm_card_visa');
    const open = await openInvoice(customer.id);
    const tries = [1, 2, 3].map(() => stripe.invoices.pay(open.id).catch((error: Error) => error));
    const statuses = (await Promise.all(tries)).map((one) => (one as Stripe.Invoice).status ?? 'refused');
    expect(statuses.sort()).toEqual(['paid', 'refused', 'refused']);
    expect((await stripe.charges.list({ customer: customer.id })).data).toHaveLength(1);
  });
});

describe('a customer’s balance', () => {
  test('is a credit that the next invoices use up', async () => {
    const { id: customer } = await customerWith('pm_card_visa');
    const credit = await stripe.customers.createBalanceTransaction(customer, {
      amount: -2500,
      currency: 'usd',
      description: 'Sorry',
    });
    expect(credit).toMatchObject({
      object: 'customer_balance_transaction',
      amount: -2500,
      description: 'Sorry',
      ending_balance: -2500,
      type: 'adjustment',
    });
    await item(customer);
    const before = await draft(customer);
    expect(before).toMatchObject({ amount_due: 0, starting_balance: -2500, ending_balance: null });
    const first = await stripe.invoices.finalizeInvoice(before.id);
    expect(first).toMatchObject({
      amount_due: 0,
      ending_balance: -500,
      starting_balance: -2500,
      status: 'paid',
      total: 2000,
    });
    const second = await openInvoice(customer);
    expect(second).toMatchObject({ amount_due: 1500, starting_balance: -500, ending_balance: 0 });
    const { data } = await stripe.customers.listBalanceTransactions(customer);
    expect(data).toMatchObject([
      { amount: 500, type: 'applied_to_invoice', invoice: second.id, ending_balance: 0 },
      { amount: 2000, type: 'applied_to_invoice', invoice: first.id, ending_balance: -500 },
      { id: credit.id },
    ]);
    await stripe.invoices.voidInvoice(second.id);
    expect((await stripe.customers.retrieve(customer)) as Stripe.Customer).toMatchObject({ balance: -500 });
  });

  test('is changed by hand only with its reason, and its notes can be changed', async () => {
    const { id: customer } = await customerWith();
    await stripe.customers.update(customer, { balance: 700 });
    const { data } = await stripe.customers.listBalanceTransactions(customer);
    expect(data).toMatchObject([{ amount: 700, ending_balance: 700, type: 'adjustment' }]);
    const [{ id = '' } = {}] = data;
    const noted = await stripe.customers.updateBalanceTransaction(customer, id, {
      description: 'A debt',
      metadata: { a: 'b' },
    });
    expect(noted).toMatchObject({ description: 'A debt', metadata: { a: 'b' } });
    expect(await stripe.customers.retrieveBalanceTransaction(customer, id)).toEqual(noted);
    const other = await customerWith();
    expect(await refusal(stripe.customers.retrieveBalanceTransaction(other.id, id))).toMatchObject({
      statusCode: 404,
    });
    const open = await openInvoice(customer);
    expect(open).toMatchObject({ amount_due: 2700, starting_balance: 700, ending_balance: 0 });
  });

  test('takes an amount that is too small to be paid', async () => {
    const { id: customer } = await customerWith();
    await item(customer, 30);
    const small = await stripe.invoices.finalizeInvoice((await draft(customer)).id);
    expect(small).toMatchObject({ amount_due: 0, ending_balance: 30, status: 'paid', total: 30 });
    await item(customer, 100);
    expect(await draft(customer)).toMatchObject({ amount_due: 130, starting_balance: 30 });
  });

  test('and invoices together are what was billed, whatever is billed and credited', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer({ min: -3000, max: 3000 }), { minLength: 1, maxLength: 4 }), {
          minLength: 1,
          maxLength: 4,
        }),
        async (bills) => {
          const { id: customer } = await customerWith();
          let [billed, paid] = [0, 0];
          for (const amounts of bills) {
            for (const amount of amounts) await item(customer, amount);
            const { lines, id } = await draft(customer);
            const open = await stripe.invoices.finalizeInvoice(id);
            expect(lines.data.reduce((sum, line) => sum + line.amount, 0)).toBe(open.total);
            billed += open.total;
            paid += open.amount_due;
          }
          const { balance } = (await stripe.customers.retrieve(customer)) as Stripe.Customer;
          expect(paid + balance).toBe(billed);
          const moved = await stripe.customers.listBalanceTransactions(customer, { limit: 100 });
          expect(moved.data.reduce((sum, { amount }) => sum + amount, 0)).toBe(balance);
        },
      ),
      { numRuns: 6 },
    );
  });
});

describe('an invoice that is sent', () => {
  test('needs a date and an address, and is sent when it is finalized automatically', async () => {
    const { id: customer } = await customerWith();
    await item(customer);
    const undated = await refusal(draft(customer, { collection_method: 'send_invoice' }));
    expect(undated).toMatchObject({ code: 'parameter_missing', param: 'days_until_due' });
    const nobody = await stripe.customers.create({});
    const unknown = await refusal(
      stripe.invoices.create({ customer: nobody.id, collection_method: 'send_invoice', days_until_due: 7 }),
    );
    expect(unknown).toMatchObject({ statusCode: 400, message: expect.stringContaining('Missing email') });
    const invoice = await draft(customer, { collection_method: 'send_invoice', days_until_due: 7 });
    const sent = await stripe.invoices.finalizeInvoice(invoice.id, { auto_advance: true });
    expect(sent.due_date).toBe((sent.status_transitions.finalized_at ?? 0) + 7 * DAY);
    expect(sent).toMatchObject({ attempt_count: 0, status: 'open' });
    await stripe.invoices.sendInvoice(invoice.id);
    expect(await eventsOf(stripe, invoice.id)).toEqual([
      'invoice.created',
      'invoice.finalized',
      'invoice.sent',
      'invoice.sent',
    ]);
    const { data } = await stripe.invoices.list({ customer, due_date: { gte: sent.due_date ?? 0 } });
    expect(data).toMatchObject([{ id: invoice.id }]);
  });
});

describe('an invoice that ends otherwise', () => {
  test('is void, and never paid', async () => {
    const { id: customer } = await customerWith();
    const open = await openInvoice(customer);
    const ended = await stripe.invoices.voidInvoice(open.id);
    expect(ended).toMatchObject({ status: 'void', status_transitions: { voided_at: expect.any(Number) } });
    expect((await intentOf(open.id)).status).toBe('canceled');
    expect((await refusal(stripe.invoices.pay(open.id))).code).toBe('status_transition_invalid');
    const unfinished = await stripe.invoices.create({ customer });
    expect((await refusal(stripe.invoices.voidInvoice(unfinished.id))).statusCode).toBe(400);
  });

  test('is uncollectible, and can be paid after all', async () => {
    const { id: customer } = await customerWith();
    const open = await openInvoice(customer);
    const given = await stripe.invoices.markUncollectible(open.id);
    expect(given).toMatchObject({ status: 'uncollectible' });
    const paid = await stripe.invoices.pay(open.id, { payment_method: 'pm_card_visa' });
    expect(paid.status).toBe('paid');
    expect(paid.status_transitions.marked_uncollectible_at).toBe(
      given.status_transitions.marked_uncollectible_at,
    );
  });
});

describe('an invoice that goes on by itself', () => {
  test('is finalized and paid an hour after its creation, on its clock', async () => {
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: NEW_YEAR });
    const customer = await customerWith('pm_card_visa', { test_clock: clock.id });
    await item(customer.id);
    const invoice = await draft(customer.id, { auto_advance: true });
    expect(invoice).toMatchObject({
      automatically_finalizes_at: NEW_YEAR + HOUR,
      created: NEW_YEAR,
      test_clock: clock.id,
    });
    await advance(clock.id, NEW_YEAR + HOUR - 1);
    expect((await stripe.invoices.retrieve(invoice.id)).status).toBe('draft');
    await advance(clock.id, NEW_YEAR + HOUR);
    expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({
      attempt_count: 1,
      automatically_finalizes_at: null,
      status: 'paid',
      status_transitions: { finalized_at: NEW_YEAR + HOUR, paid_at: NEW_YEAR + HOUR },
    });
  });

  test('is tried again after 3, 5 and 7 days, and then no more', async () => {
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: NEW_YEAR });
    const customer = await customerWith('pm_card_chargeCustomerFail', { test_clock: clock.id });
    await item(customer.id);
    const { id } = await draft(customer.id, { auto_advance: true });
    const first = NEW_YEAR + HOUR;
    const tries: [number, number | null][] = [];
    for (const time of [first, first + 3 * DAY, first + 8 * DAY, first + 15 * DAY, first + 40 * DAY]) {
      await advance(clock.id, time);
      const { attempt_count: count, next_payment_attempt: next } = await stripe.invoices.retrieve(id);
      tries.push([count, next && next - first]);
    }
    expect(tries).toEqual([
      [1, 3 * DAY],
      [2, 8 * DAY],
      [3, 15 * DAY],
      [4, null],
      [4, null],
    ]);
    const { data } = await stripe.charges.list({ customer: customer.id });
    expect(data.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed', 'failed']);
  });

  test('is overdue when it is sent and not paid in time', async () => {
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: NEW_YEAR });
    const customer = await customerWith(undefined, { test_clock: clock.id });
    await item(customer.id);
    const { id } = await draft(customer.id, {
      auto_advance: true,
      collection_method: 'send_invoice',
      days_until_due: 2,
    });
    await advance(clock.id, NEW_YEAR + 2 * DAY);
    expect(await eventsOf(stripe, id)).toEqual(['invoice.created', 'invoice.finalized', 'invoice.sent']);
    await advance(clock.id, NEW_YEAR + 2 * DAY + HOUR);
    expect((await eventsOf(stripe, id)).at(-1)).toBe('invoice.overdue');
  });
});

describe('lists and older versions', () => {
  test('invoices are listed by customer and status, and found by their number', async () => {
    const customer = await customerWith();
    const [first, open] = [
      await stripe.invoices.create({ customer: customer.id }),
      await openInvoice(customer.id),
    ];
    expect((await stripe.invoices.list({ customer: customer.id })).data.map(({ id }) => id)).toEqual([
      open.id,
      first.id,
    ]);
    const drafts = await stripe.invoices.list({ customer: customer.id, status: 'draft' });
    expect(drafts.data).toMatchObject([{ id: first.id }]);
    const { data } = await stripe.invoices.search({ query: `number:"${open.number}"` });
    expect(data).toMatchObject([{ id: open.id }]);
  });

  test('versions before 2025-03-31 have the intent, the charge, and what was paid how', async () => {
    const former = officialClient(sandbox, sandbox.secretKey, { apiVersion: '2023-10-16' as never });
    const customer = await customerWith('pm_card_visa');
    const price = await stripe.prices.create({
      currency: 'usd',
      product_data: { name: 'Support' },
      unit_amount: 500,
    });
    const billed = (await former.invoiceItems.create({
      customer: customer.id,
      price: price.id,
      quantity: 2,
    } as never)) as object;
    expect(billed).toMatchObject({ amount: 1000, price: { id: price.id }, unit_amount: 500 });
    const { id } = await draft(customer.id);
    const paid = await former.invoices.pay(id, { expand: ['payment_intent', 'charge'] });
    expect(paid).toMatchObject({
      charge: { amount: 1000, invoice: id },
      paid: true,
      paid_out_of_band: false,
      payment_intent: { invoice: id, status: 'succeeded' },
      subscription: null,
      tax: null,
      total_tax_amounts: [],
    });
    expect(paid).not.toHaveProperty('parent');
    expect(paid.lines.data).toMatchObject([
      { price: { id: price.id }, proration: false, type: 'invoiceitem' },
    ]);
    expect(await refusal(stripe.invoices.retrieve(id, { expand: ['payment_intent'] }))).toMatchObject({
      param: 'expand',
    });
  });
});
