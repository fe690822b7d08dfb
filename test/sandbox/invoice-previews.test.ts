/** Invoices that are still to come: what they say, and that they come as they said. */
import qs from 'qs';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { advance, at, customerAt } from './clocks.js';
import { start } from './harness.js';
import { officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
let product: string;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
  product = (await stripe.products.create({ name: 'Gold' })).id;
});
afterAll(() => sandbox.close());

const JUNE = at('2031-06-01T00:00:00');
const HALF = at('2031-06-16T00:00:00');
const JULY = at('2031-07-01T00:00:00');
const AUGUST = at('2031-08-01T00:00:00');

async function price(unit_amount: number): Promise<string> {
  const recurring = { interval: 'month' } as const;
  return (await stripe.prices.create({ currency: 'usd', product, recurring, unit_amount })).id;
}

/** A subscription of 20.00 a month since June, in the middle of which it is. */
async function subscribed(): Promise<{
  clock: string;
  customer: string;
  item: string;
  subscription: string;
}> {
  const { clock, customer } = await customerAt(stripe, JUNE);
  const { id, items } = await stripe.subscriptions.create({
    customer,
    items: [{ price: await price(2000) }],
  });
  await advance(stripe, clock, HALF);
  return { clock, customer, item: String(items.data[0]?.id), subscription: id };
}

const amountsOf = ({ lines }: Stripe.Invoice): number[] =>
  lines.data.map(({ amount }) => amount).sort((a, b) => a - b);

/** All that a customer has, and all that happened. */
async function everythingOf(customer: string) {
  return {
    customer: await stripe.customers.retrieve(customer),
    events: (await stripe.events.list({ limit: 5 })).data.map(({ id }) => id),
    invoices: (await stripe.invoices.list({ customer })).data,
    items: (await stripe.invoiceItems.list({ customer })).data,
    subscriptions: (await stripe.subscriptions.list({ customer })).data,
  };
}

describe('a preview', () => {
  test('of a subscription is its next renewal', async () => {
    const { customer, subscription } = await subscribed();
    await stripe.invoiceItems.create({ amount: 700, currency: 'usd', customer });
    const invoice = await stripe.invoices.createPreview({ subscription });
    expect(invoice).toMatchObject({
      object: 'invoice',
      amount_due: 2700,
      billing_reason: 'upcoming',
      created: JULY,
      customer,
      next_payment_attempt: JULY + 3600,
      number: null,
      parent: { subscription_details: { subscription } },
      period_end: JULY,
      period_start: JUNE,
      status: 'draft',
      subtotal: 2700,
    });
    expect(invoice.id).toMatch(/^upcoming_in_/);
    expect(amountsOf(invoice)).toEqual([700, 2000]);
    expect(invoice.lines.data.find(({ amount }) => amount === 2000)?.period).toEqual({
      start: JULY,
      end: AUGUST,
    });
    const same = await stripe.invoices.createPreview({ customer });
    expect(same.total).toBe(2700);
  });

  test('leaves nothing behind', async () => {
    const { customer, item, subscription } = await subscribed();
    const before = await everythingOf(customer);
    await stripe.invoices.createPreview({
      customer,
      invoice_items: [{ amount: 300, currency: 'usd', description: 'Setup' }],
      subscription,
      subscription_details: {
        items: [
          { id: item, quantity: 4 },
          { price: String(before.subscriptions[0]?.items.data[0]?.price.id), id: item },
        ],
        proration_behavior: 'always_invoice',
      },
    });
    expect(await everythingOf(customer)).toEqual(before);
  });

  test('of a change has its prorations at the given time, and the renewal after it', async () => {
    const { item, subscription } = await subscribed();
    const invoice = await stripe.invoices.createPreview({
      subscription,
      subscription_details: { items: [{ id: item, price: await price(5000) }], proration_date: HALF },
    });
    expect(amountsOf(invoice)).toEqual([-1000, 2500, 5000]);
    expect(invoice.total).toBe(6500);
    expect(invoice.parent?.subscription_details?.subscription_proration_date).toBe(HALF);
  });

  test('of a change that is invoiced at once is what that costs, and comes as it said', async () => {
    const { item, subscription } = await subscribed();
    const change = {
      items: [{ id: item, price: await price(5000) }],
      proration_behavior: 'always_invoice' as const,
      proration_date: HALF - 86_413,
    };
    const invoice = await stripe.invoices.createPreview({ subscription, subscription_details: change });
    const { latest_invoice: made } = await stripe.subscriptions.update(subscription, {
      ...change,
      expand: ['latest_invoice'],
    });
    const real = made as Stripe.Invoice;
    expect(invoice.total).toBe(real.total);
    expect(
      invoice.lines.data.map(({ amount, description, period }) => ({ amount, description, period })),
    ).toEqual(real.lines.data.map(({ amount, description, period }) => ({ amount, description, period })));
  });

  test('of a renewal comes as it said, with what waits', async () => {
    const { clock, customer, item, subscription } = await subscribed();
    await stripe.subscriptions.update(subscription, { items: [{ id: item, price: await price(5000) }] });
    const invoice = await stripe.invoices.createPreview({ subscription });
    await advance(stripe, clock, JULY + 7200);
    const [real] = (await stripe.invoices.list({ customer })).data;
    expect(real).toMatchObject({
      billing_reason: 'subscription_cycle',
      created: JULY,
      status: 'paid',
      total: 6500,
    });
    const shown = ({ lines, period_end, period_start, total }: Stripe.Invoice) => ({
      lines: lines.data.map(({ amount, description, period }) => ({ amount, description, period })),
      ...{ period_end, period_start, total },
    });
    expect(shown(invoice)).toEqual(shown(real as Stripe.Invoice));
  });

  test('of a new subscription is its first invoice', async () => {
    const { customer } = await customerAt(stripe, at('2031-06-10T00:00:00'));
    const invoice = await stripe.invoices.createPreview({
      customer,
      invoice_items: [{ amount: 500, currency: 'usd' }],
      subscription_details: {
        billing_cycle_anchor: { type: 'timestamp', timestamp: JULY },
        items: [{ price: await price(2000), quantity: 1 }],
      },
    });
    expect(amountsOf(invoice)).toEqual([500, 1400]);
    expect((await stripe.subscriptions.list({ customer })).data).toEqual([]);
  });

  test('of a cancellation gives back what is unused', async () => {
    const { subscription } = await subscribed();
    const invoice = await stripe.invoices.createPreview({
      subscription,
      subscription_details: { cancel_now: true },
    });
    expect(invoice).toMatchObject({ amount_due: 0, total: -1000 });
  });

  test('has the balance of the customer in it', async () => {
    const { customer, subscription } = await subscribed();
    await stripe.customers.update(customer, { balance: -1500 });
    expect(await stripe.invoices.createPreview({ subscription })).toMatchObject({
      amount_due: 500,
      starting_balance: -1500,
      total: 2000,
    });
  });

  test('of nothing is refused', async () => {
    const { customer, subscription } = await subscribed();
    await stripe.subscriptions.update(subscription, { cancel_at_period_end: true });
    const none = await refusal(stripe.invoices.createPreview({ subscription }));
    expect(none).toMatchObject({ statusCode: 400, code: 'invoice_upcoming_none' });
    await stripe.subscriptions.cancel(subscription);
    expect((await refusal(stripe.invoices.createPreview({ customer }))).code).toBe('invoice_upcoming_none');
    const nobody = await refusal(stripe.invoices.createPreview({}));
    expect(nobody).toMatchObject({ statusCode: 400, param: 'customer' });
  });

  test('of what waits for a customer without a subscription is that', async () => {
    const { customer } = await customerAt(stripe, JUNE);
    await stripe.invoiceItems.create({ amount: 700, currency: 'usd', customer });
    expect(await stripe.invoices.createPreview({ customer })).toMatchObject({ total: 700, parent: null });
  });

  test('shows all of its lines', async () => {
    const { customer, subscription } = await subscribed();
    const items = Array.from({ length: 14 }, (_, index) => ({ amount: index + 1, currency: 'usd' }));
    const invoice = await stripe.invoices.createPreview({ customer, invoice_items: items, subscription });
    expect(invoice.lines).toMatchObject({ has_more: false });
    expect(invoice.lines.data).toHaveLength(15);
  });
});

describe('in versions before 2025-03-31', () => {
  const ask = async (path: string, params: object) =>
    (await stripe.rawRequest('GET', `/v1/invoices/upcoming${path}?${qs.stringify(params)}`, undefined, {
      apiVersion: '2023-10-16',
    })) as unknown as Record<string, never> & Stripe.Invoice;

  test('a preview is the upcoming invoice, in the shape of that time', async () => {
    const { customer, item, subscription } = await subscribed();
    const gold = await price(5000);
    const invoice = await ask('', {
      customer,
      subscription,
      subscription_items: [{ id: item, price: gold }],
      subscription_proration_behavior: 'create_prorations',
      subscription_proration_date: HALF,
    });
    expect(invoice).toMatchObject({
      billing_reason: 'upcoming',
      paid: false,
      payment_intent: null,
      subscription,
      total: 6500,
    });
    const line = invoice.lines.data.find(({ amount }) => amount === 2500);
    expect(line).toMatchObject({ price: { id: gold }, proration: true, subscription, type: 'subscription' });
    expect(await ask('', { customer })).toMatchObject({ total: 2000 });
  });

  test('its lines have a list of their own', async () => {
    const { customer, subscription } = await subscribed();
    await stripe.invoiceItems.create({ amount: 700, currency: 'usd', customer });
    const lines = (await ask('/lines', {
      limit: 1,
      subscription,
    })) as never as Stripe.ApiList<Stripe.InvoiceLineItem>;
    expect(lines).toMatchObject({ object: 'list', has_more: true, data: [{ object: 'line_item' }] });
  });

  test('and only there', async () => {
    const { customer } = await subscribed();
    const gone = await refusal(stripe.rawRequest('GET', `/v1/invoices/upcoming?customer=${customer}`));
    expect(gone).toMatchObject({ statusCode: 404, code: 'resource_missing' });
  });
});
