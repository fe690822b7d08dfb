/** Changes of subscriptions, what they cost to the cent, and how they are paid. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { advance, at } from './clocks.js';
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

async function price(unit_amount: number, interval: 'month' | 'year' = 'month'): Promise<string> {
  return (await stripe.prices.create({ currency: 'usd', product, recurring: { interval }, unit_amount })).id;
}

/** A subscription that has begun at a time, of a customer whose clock is advanced to another. */
async function subscribed(
  unit_amount: number,
  from: number,
  to: number,
  more: Partial<Stripe.SubscriptionCreateParams> = {},
): Promise<{ clock: string; customer: string; item: string; subscription: Stripe.Subscription }> {
  const { id: clock } = await stripe.testHelpers.testClocks.create({ frozen_time: from });
  const { id: customer } = await stripe.customers.create({
    email: 'jenny@shop.example',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
    payment_method: 'pm_card_visa',
    test_clock: clock,
  });
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [{ price: await price(unit_amount) }],
    ...more,
  });
  if (to > from) await advance(stripe, clock, to);
  return { clock, customer, item: String(subscription.items.data[0]?.id), subscription };
}

/** The types of the events since one, of this customer's objects, in their order. */
async function eventsSince(customer: string, act: () => Promise<unknown>): Promise<string[]> {
  const { data } = await stripe.events.list({ limit: 1 });
  await act();
  const after = await stripe.events.list({ limit: 100, ending_before: String(data[0]?.id) });
  return after.data
    .filter(({ data: { object } }) => (object as { customer?: string }).customer === customer)
    .map(({ type }) => type)
    .reverse();
}

const linesOf = async (invoice: string): Promise<[number, string | null][]> =>
  (await stripe.invoices.listLineItems(invoice)).data
    .map(({ amount, description }): [number, string | null] => [amount, description])
    .reverse();

const waitingOf = async (customer: string): Promise<number[]> =>
  (await stripe.invoiceItems.list({ customer, pending: true })).data.map(({ amount }) => amount).reverse();

describe('an upgrade in the middle of a period', () => {
  test('waits for the next invoice by default: a credit and a charge, by the second', async () => {
    const { customer, item, subscription } = await subscribed(2000, JUNE, HALF);
    const dear = await price(5000);
    let changed: Stripe.Subscription | undefined;
    const events = await eventsSince(customer, async () => {
      changed = await stripe.subscriptions.update(subscription.id, { items: [{ id: item, price: dear }] });
    });
    expect(changed).toMatchObject({
      billing_cycle_anchor: JUNE,
      items: {
        data: [
          {
            id: item,
            current_period_end: JULY,
            current_period_start: JUNE,
            plan: { id: dear },
            price: { id: dear },
          },
        ],
      },
      latest_invoice: subscription.latest_invoice,
      status: 'active',
    });
    expect(events).toEqual(['invoiceitem.created', 'invoiceitem.created', 'customer.subscription.updated']);
    const { data } = await stripe.invoiceItems.list({ customer, pending: true });
    const line = (await stripe.invoices.listLineItems(String(subscription.latest_invoice))).data[0]?.id;
    expect(data).toMatchObject([
      {
        amount: 2500,
        description: 'Remaining time on Gold after 16 Jun 2031',
        parent: { subscription_details: { subscription: subscription.id, subscription_item: item } },
        period: { start: HALF, end: JULY },
        pricing: { price_details: { price: dear } },
        proration: true,
      },
      {
        amount: -1000,
        description: 'Unused time on Gold after 16 Jun 2031',
        discountable: false,
        period: { start: HALF, end: JULY },
        proration: true,
        proration_details: {
          credited_items: {
            invoice_line_item_details: { invoice: subscription.latest_invoice, invoice_line_items: [line] },
            type: 'invoice_line_items',
          },
        },
      },
    ]);
  });

  test('is paid at once with always_invoice', async () => {
    const { customer, item, subscription } = await subscribed(2000, JUNE, HALF);
    const dear = await price(5000);
    let changed: Stripe.Subscription | undefined;
    const events = await eventsSince(customer, async () => {
      changed = await stripe.subscriptions.update(subscription.id, {
        expand: ['latest_invoice'],
        items: [{ id: item, price: dear }],
        proration_behavior: 'always_invoice',
      });
    });
    const invoice = changed?.latest_invoice as Stripe.Invoice;
    expect(invoice).toMatchObject({
      amount_paid: 1500,
      billing_reason: 'subscription_update',
      parent: { subscription_details: { subscription: subscription.id } },
      status: 'paid',
      total: 1500,
    });
    expect(await linesOf(String(invoice.id))).toEqual([
      [-1000, 'Unused time on Gold after 16 Jun 2031'],
      [2500, 'Remaining time on Gold after 16 Jun 2031'],
    ]);
    expect(invoice.lines.data[0]?.parent).toMatchObject({
      subscription_item_details: { proration: true, subscription: subscription.id, subscription_item: item },
      type: 'subscription_item_details',
    });
    // Those of the payment itself have the time of the wall clock.
    expect(events).toEqual([
      ...['invoiceitem.created', 'invoiceitem.created', 'customer.subscription.updated'],
      ...['invoice.created', 'invoice.finalized', 'invoice.paid', 'invoice.payment_succeeded'],
    ]);
    expect(await waitingOf(customer)).toEqual([]);
  });

  test('costs nothing before the next period with none', async () => {
    const { customer, item, subscription } = await subscribed(2000, JUNE, HALF);
    const changed = await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: await price(5000) }],
      proration_behavior: 'none',
    });
    expect(changed.latest_invoice).toBe(subscription.latest_invoice);
    expect(await waitingOf(customer)).toEqual([]);
  });

  test.each([
    ['of another price', { unit_amount: 3900 }, [-952, 2475]],
    ['of the quantity', { quantity: 3 }, [-952, 2856]],
  ])('%s counts from proration_date', async (_, change, amounts) => {
    const from = at('2031-01-31T10:00:00');
    const { customer, item, subscription } = await subscribed(1500, from, at('2031-02-20T00:00:00'));
    const { unit_amount, ...rest } = change as { unit_amount?: number; quantity?: number };
    await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, ...rest, ...(unit_amount && { price: await price(unit_amount) }) }],
      proration_date: at('2031-02-10T15:30:00'),
    });
    expect(await waitingOf(customer)).toEqual(amounts);
  });

  test('and back again in the same second costs nothing', async () => {
    const { customer, item, subscription } = await subscribed(1999, JUNE, at('2031-06-11T07:13:59'));
    const old = String(subscription.items.data[0]?.price.id);
    await stripe.subscriptions.update(subscription.id, { items: [{ id: item, price: await price(4777) }] });
    await stripe.subscriptions.update(subscription.id, { items: [{ id: item, price: old }] });
    const amounts = await waitingOf(customer);
    expect(amounts).toHaveLength(4);
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(0);
  });
});

test('a downgrade that is invoiced leaves a credit on the balance of the customer', async () => {
  const { customer, item, subscription } = await subscribed(5000, JUNE, HALF);
  const changed = await stripe.subscriptions.update(subscription.id, {
    expand: ['latest_invoice'],
    items: [{ id: item, price: await price(2000) }],
    proration_behavior: 'always_invoice',
  });
  expect(changed.latest_invoice).toMatchObject({
    amount_due: 0,
    ending_balance: -1500,
    status: 'paid',
    total: -1500,
  });
  expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -1500 });
});

describe('the anchor', () => {
  test('that is now restarts the periods, and gives back what was unused', async () => {
    const { item, subscription } = await subscribed(2000, JUNE, HALF);
    const changed = await stripe.subscriptions.update(subscription.id, {
      billing_cycle_anchor: { type: 'now' },
      expand: ['latest_invoice'],
    });
    const end = at('2031-07-16T00:00:00');
    expect(changed).toMatchObject({
      billing_cycle_anchor: HALF,
      items: { data: [{ id: item, current_period_end: end, current_period_start: HALF }] },
    });
    const invoice = changed.latest_invoice as Stripe.Invoice;
    expect(invoice).toMatchObject({ amount_paid: 1000, billing_reason: 'subscription_update' });
    expect((await linesOf(String(invoice.id))).map(([amount]) => amount).sort((a, b) => a - b)).toEqual([
      -1000, 2000,
    ]);
  });

  test('moves with another interval, which is paid for at once', async () => {
    const { item, subscription } = await subscribed(2000, JUNE, HALF);
    const changed = await stripe.subscriptions.update(subscription.id, {
      expand: ['latest_invoice'],
      items: [{ id: item, price: await price(20_000, 'year') }],
    });
    expect(changed).toMatchObject({
      billing_cycle_anchor: HALF,
      items: { data: [{ current_period_end: at('2032-06-16T00:00:00'), current_period_start: HALF }] },
      latest_invoice: { amount_paid: 19_000 },
    });
  });

  test('moves where what was free is paid for', async () => {
    const { item, subscription } = await subscribed(0, JUNE, HALF);
    const changed = await stripe.subscriptions.update(subscription.id, {
      expand: ['latest_invoice'],
      items: [{ id: item, price: await price(2000) }],
    });
    expect(changed).toMatchObject({ billing_cycle_anchor: HALF, latest_invoice: { amount_paid: 2000 } });
  });

  test('is a text in older versions', async () => {
    const { subscription } = await subscribed(2000, JUNE, HALF);
    const old = officialClient(sandbox, sandbox.secretKey, { apiVersion: '2023-10-16' as never });
    const changed = await old.subscriptions.update(subscription.id, {
      billing_cycle_anchor: 'now' as never,
    });
    expect(changed.billing_cycle_anchor).toBe(HALF);
  });
});

describe('a trial', () => {
  test('makes changes free', async () => {
    const { customer, item, subscription } = await subscribed(2000, JUNE, HALF, { trial_end: JULY });
    const changed = await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: await price(5000) }],
      proration_behavior: 'always_invoice',
    });
    expect(changed).toMatchObject({
      latest_invoice: subscription.latest_invoice,
      status: 'trialing',
      items: { data: [{ current_period_end: JULY, current_period_start: JUNE }] },
    });
    expect(await waitingOf(customer)).toEqual([]);
  });

  test('that ends now bills the first period', async () => {
    const { subscription } = await subscribed(2000, JUNE, HALF, { trial_end: JULY });
    const changed = await stripe.subscriptions.update(subscription.id, {
      expand: ['latest_invoice'],
      trial_end: 'now',
    });
    expect(changed).toMatchObject({
      billing_cycle_anchor: HALF,
      items: { data: [{ current_period_end: at('2031-07-16T00:00:00') }] },
      latest_invoice: { amount_paid: 2000, billing_reason: 'subscription_update' },
      status: 'active',
      trial_end: HALF,
    });
  });

  test('can be longer, and can begin later, with credit for what was paid', async () => {
    const until = at('2031-08-01T00:00:00');
    const first = await subscribed(2000, JUNE, HALF, { trial_end: JULY });
    expect(await stripe.subscriptions.update(first.subscription.id, { trial_end: until })).toMatchObject({
      billing_cycle_anchor: until,
      items: { data: [{ current_period_end: until, current_period_start: JUNE }] },
      latest_invoice: first.subscription.latest_invoice,
      trial_end: until,
    });
    const second = await subscribed(2000, JUNE, HALF);
    const changed = await stripe.subscriptions.update(second.subscription.id, {
      expand: ['latest_invoice'],
      trial_end: until,
    });
    expect(changed).toMatchObject({
      billing_cycle_anchor: until,
      latest_invoice: { status: 'paid', total: -1000 },
      status: 'trialing',
      trial_end: until,
      trial_start: HALF,
    });
    expect(await stripe.customers.retrieve(second.customer)).toMatchObject({ balance: -1000 });
  });
});

describe('items', () => {
  test('are added, changed and deleted by endpoints of their own', async () => {
    const { customer, item, subscription } = await subscribed(2000, JUNE, HALF);
    const added = await stripe.subscriptionItems.create({
      metadata: { seat: '1' },
      price: await price(3000),
      quantity: 2,
      subscription: subscription.id,
    });
    expect(added).toMatchObject({
      object: 'subscription_item',
      current_period_end: JULY,
      metadata: { seat: '1' },
      quantity: 2,
      subscription: subscription.id,
    });
    expect(await waitingOf(customer)).toEqual([3000]);
    const more = await stripe.subscriptionItems.update(added.id, { quantity: 3 });
    expect(more.quantity).toBe(3);
    expect(await waitingOf(customer)).toEqual([3000, -3000, 4500]);
    expect(await stripe.subscriptionItems.del(item)).toEqual({
      id: item,
      object: 'subscription_item',
      deleted: true,
    });
    expect(await waitingOf(customer)).toEqual([3000, -3000, 4500, -1000]);
    expect((await stripe.subscriptionItems.list({ subscription: subscription.id })).data).toEqual([more]);
    expect((await refusal(stripe.subscriptionItems.retrieve(item))).code).toBe('resource_missing');
    const last = await refusal(stripe.subscriptionItems.del(added.id));
    expect(last).toMatchObject({ statusCode: 400, param: 'items' });
  });

  test('have one quantity of another price, unless it is given', async () => {
    const { item, subscription } = await subscribed(2000, JUNE, JUNE, {
      items: [{ price: await price(2000), quantity: 5 }],
    });
    const first = await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: await price(1000) }],
    });
    expect(first.items.data[0]?.quantity).toBe(1);
    const second = await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: await price(1100), quantity: 7 }],
    });
    expect(second.items.data[0]?.quantity).toBe(7);
  });

  test('are found by their price after it has changed', async () => {
    const { item, subscription } = await subscribed(2000, JUNE, JUNE);
    const next = await price(3000);
    await stripe.subscriptions.update(subscription.id, { items: [{ id: item, price: next }] });
    const find = (id: string) =>
      stripe.subscriptions.list({ customer: String(subscription.customer), price: id });
    expect((await find(next)).data.map(({ id }) => id)).toEqual([subscription.id]);
    expect((await find(String(subscription.items.data[0]?.price.id))).data).toEqual([]);
  });

  test.each<[string, (item: string) => Promise<object>, object]>([
    ['an unknown id', async () => ({ items: [{ id: 'si_none', quantity: 2 }] }), { param: 'items[0][id]' }],
    ['no price', async () => ({ items: [{ quantity: 2 }] }), { param: 'items[0][price]' }],
    [
      'the same price twice',
      async () => {
        const one = await price(700);
        return { items: [{ price: one }, { price: one }] };
      },
      { param: 'items' },
    ],
    ['all of them deleted', async (item) => ({ items: [{ id: item, deleted: true }] }), { param: 'items' }],
    [
      'a date outside of the period',
      async (item) => ({ items: [{ id: item, quantity: 2 }], proration_date: JUNE - 1 }),
      { param: 'proration_date' },
    ],
    ['a trial in the past', async () => ({ trial_end: JUNE - 1 }), { param: 'trial_end' }],
  ])('with %s are refused, and nothing changes', async (_, params, error) => {
    const { item, subscription } = await subscribed(2000, JUNE, JUNE);
    const refused = await refusal(stripe.subscriptions.update(subscription.id, await params(item)));
    expect(refused).toMatchObject({ statusCode: 400, ...error });
    expect(await stripe.subscriptions.retrieve(subscription.id)).toEqual(subscription);
  });
});

describe('an upgrade whose payment fails', () => {
  const declined = async (payment_behavior?: Stripe.SubscriptionUpdateParams.PaymentBehavior) => {
    const { customer, item, subscription } = await subscribed(2000, JUNE, HALF);
    const card = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: card.id } });
    const change = stripe.subscriptions.update(subscription.id, {
      expand: ['latest_invoice.payments'],
      items: [{ id: item, price: await price(5000) }],
      proration_behavior: 'always_invoice',
      ...(payment_behavior && { payment_behavior }),
    });
    return { change, customer, item, subscription };
  };

  test('makes the subscription past due, until the invoice is paid', async () => {
    const { change, subscription } = await declined();
    const changed = await change;
    expect(changed).toMatchObject({
      latest_invoice: { status: 'open', amount_due: 1500 },
      status: 'past_due',
    });
    expect(changed.items.data[0]?.price.unit_amount).toBe(5000);
    await stripe.invoices.pay(String((changed.latest_invoice as Stripe.Invoice).id), {
      payment_method: 'pm_card_visa',
    });
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
  });

  test('is tried again like a renewal', async () => {
    const { change, customer, subscription } = await declined();
    const { latest_invoice: invoice } = await change;
    expect(invoice).toMatchObject({ auto_advance: true, next_payment_attempt: HALF + 3 * 24 * 3600 });
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: card.id } });
    await advance(stripe, String(subscription.test_clock), HALF + 3 * 24 * 3600);
    const { latest_invoice, status } = await stripe.subscriptions.retrieve(subscription.id, {
      expand: ['latest_invoice'],
    });
    expect(status).toBe('active');
    expect(latest_invoice).toMatchObject({
      attempt_count: 2,
      id: (invoice as Stripe.Invoice).id,
      status: 'paid',
    });
  });

  test('leaves nothing behind with error_if_incomplete', async () => {
    const { change, customer, subscription } = await declined('error_if_incomplete');
    expect(await refusal(change)).toMatchObject({ statusCode: 402, code: 'card_declined' });
    expect(await stripe.subscriptions.retrieve(subscription.id)).toEqual(subscription);
    expect((await stripe.invoices.list({ customer })).data).toHaveLength(1);
    expect(await waitingOf(customer)).toEqual([]);
  });

  test('waits for its payment with pending_if_incomplete', async () => {
    const { change, item, subscription } = await declined('pending_if_incomplete');
    const changed = await change;
    expect(changed).toMatchObject({
      items: { data: [{ id: item, price: { unit_amount: 2000 } }] },
      latest_invoice: { status: 'open' },
      pending_update: {
        expires_at: HALF + 23 * 3600,
        subscription_items: [{ id: item, price: { unit_amount: 5000 } }],
      },
      status: 'active',
    });
    await stripe.invoices.pay(String((changed.latest_invoice as Stripe.Invoice).id), {
      payment_method: 'pm_card_visa',
    });
    const paid = await stripe.subscriptions.retrieve(subscription.id);
    expect(paid).toMatchObject({
      items: { data: [{ id: item, price: { unit_amount: 5000 } }] },
      pending_update: null,
      status: 'active',
    });
    const { data } = await stripe.events.list({ type: 'customer.subscription.pending_update_applied' });
    expect(data.map((event) => (event.data.object as { id: string }).id)).toContain(subscription.id);
  });

  test('is given up after 23 hours with pending_if_incomplete', async () => {
    const { change, subscription } = await declined('pending_if_incomplete');
    const { latest_invoice: invoice } = await change;
    await advance(stripe, String(subscription.test_clock), HALF + 23 * 3600);
    const after = await stripe.subscriptions.retrieve(subscription.id);
    expect(after).toMatchObject({ pending_update: null, status: 'active' });
    expect(after.items.data[0]?.price.unit_amount).toBe(2000);
    expect((await stripe.invoices.retrieve(String((invoice as Stripe.Invoice).id))).status).toBe('void');
    const { data } = await stripe.events.list({ type: 'customer.subscription.pending_update_expired' });
    expect(data.map((event) => (event.data.object as { id: string }).id)).toContain(subscription.id);
  });

  test('is not tried at all with default_incomplete', async () => {
    const { item, subscription } = await subscribed(2000, JUNE, HALF);
    const changed = await stripe.subscriptions.update(subscription.id, {
      expand: ['latest_invoice.confirmation_secret'],
      items: [{ id: item, price: await price(5000) }],
      payment_behavior: 'default_incomplete',
      proration_behavior: 'always_invoice',
    });
    expect(changed).toMatchObject({
      latest_invoice: { confirmation_secret: { type: 'payment_intent' }, status: 'open' },
      status: 'past_due',
    });
  });

  test('takes no other change with pending_if_incomplete', async () => {
    const { subscription } = await subscribed(2000, JUNE, JUNE);
    const refused = await refusal(
      stripe.subscriptions.update(subscription.id, {
        description: 'Gold',
        payment_behavior: 'pending_if_incomplete',
      }),
    );
    expect(refused).toMatchObject({ statusCode: 400, param: 'description' });
  });
});

describe('a subscription that is canceled', () => {
  test('gives back what is unused to the balance, with prorate and invoice_now', async () => {
    const { customer, subscription } = await subscribed(2000, JUNE, HALF);
    const canceled = await stripe.subscriptions.cancel(subscription.id, {
      expand: ['latest_invoice'],
      invoice_now: true,
      prorate: true,
    });
    expect(canceled).toMatchObject({
      latest_invoice: { status: 'paid', total: -1000 },
      status: 'canceled',
    });
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -1000 });
  });

  test('leaves the credit waiting with only prorate', async () => {
    const { customer, subscription } = await subscribed(2000, JUNE, HALF);
    await stripe.subscriptions.cancel(subscription.id, { prorate: true });
    expect(await waitingOf(customer)).toEqual([-1000]);
  });

  test('drops what waits of its changes, and nothing else', async () => {
    const { customer, item, subscription } = await subscribed(2000, JUNE, HALF);
    await stripe.invoiceItems.create({ amount: 700, currency: 'usd', customer });
    await stripe.subscriptions.update(subscription.id, { items: [{ id: item, quantity: 2 }] });
    expect(await waitingOf(customer)).toEqual([700, -1000, 2000]);
    await stripe.subscriptions.cancel(subscription.id);
    expect(await waitingOf(customer)).toEqual([700]);
  });

  test('bills what waits with invoice_now', async () => {
    const { customer, item, subscription } = await subscribed(2000, JUNE, HALF);
    await stripe.subscriptions.update(subscription.id, { items: [{ id: item, quantity: 2 }] });
    const canceled = await stripe.subscriptions.cancel(subscription.id, {
      expand: ['latest_invoice'],
      invoice_now: true,
    });
    expect(canceled.latest_invoice).toMatchObject({ amount_paid: 1000, status: 'paid' });
    expect(await waitingOf(customer)).toEqual([]);
  });

  test('in the middle of a period gives credit for the rest, and asks for it again where it goes on', async () => {
    const { customer, subscription } = await subscribed(2000, JUNE, at('2031-06-06T00:00:00'));
    const ending = await stripe.subscriptions.update(subscription.id, { cancel_at: HALF });
    expect(ending).toMatchObject({ cancel_at: HALF, items: { data: [{ current_period_end: HALF }] } });
    expect(await waitingOf(customer)).toEqual([-1000]);
    const going = await stripe.subscriptions.update(subscription.id, { cancel_at: '' });
    expect(going).toMatchObject({ cancel_at: null, items: { data: [{ current_period_end: JULY }] } });
    expect(await waitingOf(customer)).toEqual([-1000, 1000]);
  });
});

describe('a pause', () => {
  test('gives back what is unused, and bills nothing until it is over', async () => {
    const { customer, subscription } = await subscribed(2000, JUNE, HALF);
    const paused = await stripe.subscriptions.pause(subscription.id);
    expect(paused).toMatchObject({
      status: 'paused',
      status_details: {
        paused: {
          subscription: { type: 'pause_requested' },
          transitioned_at: HALF,
          type: 'subscription',
        },
      },
    });
    expect(await waitingOf(customer)).toEqual([-1000]);
    expect((await refusal(stripe.subscriptions.pause(subscription.id))).code).toBe(
      'status_transition_invalid',
    );
    const { data } = await stripe.events.list({ type: 'customer.subscription.paused' });
    expect(data.map((event) => (event.data.object as { id: string }).id)).toContain(subscription.id);
  });

  test('can leave things as they are, or put the credit on the balance at once', async () => {
    const first = await subscribed(2000, JUNE, HALF);
    await stripe.subscriptions.pause(first.subscription.id, {
      bill_for: { unused_time_from: { type: 'none' } },
    });
    expect(await waitingOf(first.customer)).toEqual([]);
    const second = await subscribed(2000, JUNE, HALF);
    await stripe.subscriptions.pause(second.subscription.id, {
      bill_for: { unused_time_from: { type: 'item_current_period_start' } },
      invoicing_behavior: 'invoice',
    });
    expect(await stripe.customers.retrieve(second.customer)).toMatchObject({ balance: -2000 });
  });

  test('ends with new periods from now on, which are paid for', async () => {
    const { clock, subscription } = await subscribed(2000, JUNE, HALF);
    await stripe.subscriptions.pause(subscription.id);
    const later = at('2031-08-10T00:00:00');
    await advance(stripe, clock, later);
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('paused');
    const resumed = await stripe.subscriptions.resume(subscription.id, { expand: ['latest_invoice'] });
    expect(resumed).toMatchObject({
      billing_cycle_anchor: later,
      items: { data: [{ current_period_end: at('2031-09-10T00:00:00'), current_period_start: later }] },
      latest_invoice: { amount_paid: 1000, status: 'paid' },
      status: 'active',
    });
    expect(resumed).not.toHaveProperty('status_details');
    const again = await refusal(stripe.subscriptions.resume(subscription.id));
    expect(again.code).toBe('status_transition_invalid');
    const { data } = await stripe.events.list({ type: 'customer.subscription.resumed' });
    expect(data.map((event) => (event.data.object as { id: string }).id)).toContain(subscription.id);
  });

  test('can end within the old periods, of which the rest is paid for', async () => {
    const { clock, customer, subscription } = await subscribed(2000, JUNE, HALF);
    await stripe.subscriptions.pause(subscription.id);
    await advance(stripe, clock, at('2031-06-21T00:00:00'));
    const resumed = await stripe.subscriptions.resume(subscription.id, {
      billing_cycle_anchor: { type: 'unchanged' },
    });
    expect(resumed).toMatchObject({
      billing_cycle_anchor: JUNE,
      items: { data: [{ current_period_end: JULY, current_period_start: JUNE }] },
      status: 'active',
    });
    expect(await waitingOf(customer)).toEqual([-1000, 667]);
  });
});

describe('a pause of the collection', () => {
  test('keeps the status, and ends at its time', async () => {
    const { clock, subscription } = await subscribed(2000, JUNE, JUNE);
    const held = await stripe.subscriptions.update(subscription.id, {
      pause_collection: { behavior: 'void', resumes_at: HALF },
    });
    expect(held).toMatchObject({
      pause_collection: { behavior: 'void', resumes_at: HALF },
      status: 'active',
    });
    await advance(stripe, clock, HALF);
    expect((await stripe.subscriptions.retrieve(subscription.id)).pause_collection).toBeNull();
  });

  test.each([
    ['keep_as_draft', 'draft'],
    ['mark_uncollectible', 'uncollectible'],
    ['void', 'void'],
  ] as const)('with %s leaves the invoice of a change %s', async (behavior, status) => {
    const { item, subscription } = await subscribed(2000, JUNE, HALF);
    await stripe.subscriptions.update(subscription.id, { pause_collection: { behavior } });
    const changed = await stripe.subscriptions.update(subscription.id, {
      expand: ['latest_invoice'],
      items: [{ id: item, price: await price(5000) }],
      proration_behavior: 'always_invoice',
    });
    expect(changed).toMatchObject({
      items: { data: [{ price: { unit_amount: 5000 } }] },
      latest_invoice: { auto_advance: false, status },
      status: 'active',
    });
  });

  test('holds back renewals, until it ends', async () => {
    const { clock, customer, subscription } = await subscribed(2000, JUNE, HALF);
    await stripe.subscriptions.update(subscription.id, {
      pause_collection: { behavior: 'void', resumes_at: JULY + 3600 },
    });
    await advance(stripe, clock, JULY + 7200);
    await advance(stripe, clock, at('2031-08-01T02:00:00'));
    const { data } = await stripe.invoices.list({ customer });
    expect(data.map(({ billing_reason, status }) => [billing_reason, status])).toEqual([
      ['subscription_cycle', 'paid'],
      ['subscription_cycle', 'void'],
      ['subscription_create', 'paid'],
    ]);
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
  });

  test('is undone by an empty value, and has no end in the past', async () => {
    const { subscription } = await subscribed(2000, JUNE, JUNE, {});
    await stripe.subscriptions.update(subscription.id, { pause_collection: { behavior: 'keep_as_draft' } });
    const going = await stripe.subscriptions.update(subscription.id, { pause_collection: '' });
    expect(going.pause_collection).toBeNull();
    const refused = await refusal(
      stripe.subscriptions.update(subscription.id, {
        pause_collection: { behavior: 'void', resumes_at: JUNE - 1 },
      }),
    );
    expect(refused.param).toBe('pause_collection[resumes_at]');
  });
});

describe('discounts and taxes of a subscription', () => {
  const from = at('2031-01-31T10:00:00');
  const tenth = at('2031-02-10T15:30:00');

  const coupon = async (params: Stripe.CouponCreateParams = {}): Promise<string> =>
    (await stripe.coupons.create({ duration: 'forever', percent_off: 20, ...params })).id;

  const change = async (item: string, subscription: string): Promise<Stripe.Invoice> => {
    const { latest_invoice: invoice } = await stripe.subscriptions.update(subscription, {
      expand: ['latest_invoice'],
      items: [{ id: item, price: await price(3900) }],
      proration_behavior: 'always_invoice',
    });
    return invoice as Stripe.Invoice;
  };

  test('are on its invoices, and a credit is what was really charged', async () => {
    const { item, subscription } = await subscribed(1500, from, tenth, {
      discounts: [{ coupon: await coupon() }],
      expand: ['latest_invoice', 'discounts'],
    });
    const [discount] = subscription.discounts as Stripe.Discount[];
    expect(discount).toMatchObject({ object: 'discount', subscription: subscription.id, end: null });
    expect(subscription.latest_invoice).toMatchObject({ amount_paid: 1200, subtotal: 1500 });
    const invoice = await change(item, subscription.id);
    expect(invoice.total).toBe(1218);
    const lines = invoice.lines.data.map(({ amount, discount_amounts: off }) => [
      amount,
      off?.[0]?.amount ?? 0,
    ]);
    expect(lines.sort(([a = 0], [b = 0]) => a - b)).toEqual([
      [-762, 0],
      [2475, 495],
    ]);
  });

  test('of classic billing are taken off both the credit and the charge', async () => {
    const { item, subscription } = await subscribed(1500, from, tenth, {
      billing_mode: { type: 'classic' },
      discounts: [{ coupon: await coupon() }],
    });
    const invoice = await change(item, subscription.id);
    expect(invoice.total).toBe(1218);
    expect(invoice.total_discount_amounts).toMatchObject([{ amount: 305 }]);
  });

  test('tax each line of a change separately', async () => {
    const rate = await stripe.taxRates.create({ display_name: 'VAT', inclusive: false, percentage: 20 });
    const { item, subscription } = await subscribed(1500, from, tenth, { default_tax_rates: [rate.id] });
    expect(subscription.default_tax_rates).toMatchObject([{ id: rate.id }]);
    const invoice = await change(item, subscription.id);
    expect(invoice).toMatchObject({ subtotal: 1523, total: 1828 });
    expect(invoice.lines.data.map(({ taxes }) => taxes?.[0]?.amount).sort()).toEqual([-190, 495]);
  });

  test('can be the taxes of one item only', async () => {
    const rate = await stripe.taxRates.create({ display_name: 'VAT', inclusive: false, percentage: 10 });
    const { subscription } = await subscribed(2000, JUNE, JUNE, {
      expand: ['latest_invoice'],
      items: [{ price: await price(1000), tax_rates: [rate.id] }, { price: await price(3000) }],
    });
    expect(subscription.latest_invoice).toMatchObject({ subtotal: 4000, total: 4100 });
    const [item] = subscription.items.data;
    const changed = await stripe.subscriptions.update(subscription.id, {
      items: [{ id: String(item?.id), tax_rates: '' }],
    });
    expect(changed.items.data[0]?.tax_rates).toEqual([]);
  });

  test('end with the first invoice where they are for one, and are not those of the customer', async () => {
    const { id: once } = await stripe.coupons.create({ amount_off: 700, currency: 'usd', duration: 'once' });
    const { clock, customer, subscription } = await subscribed(2000, JUNE, JUNE, {
      discounts: [{ coupon: once }],
      expand: ['latest_invoice'],
    });
    expect(subscription).toMatchObject({ discounts: [], latest_invoice: { amount_paid: 1300 } });
    await stripe.rawRequest(
      'POST',
      `/v1/customers/${customer}`,
      { coupon: await coupon({ percent_off: 50 }) },
      { apiVersion: '2023-10-16' },
    );
    const preview = await stripe.invoices.createPreview({ subscription: subscription.id });
    expect(preview.total).toBe(1000);
    await stripe.subscriptions.update(subscription.id, { discounts: [{ coupon: await coupon() }] });
    await advance(stripe, clock, JULY + 7200);
    const [renewal] = (await stripe.invoices.list({ customer })).data;
    expect(renewal).toMatchObject({ status: 'paid', total: 1600 });
  });

  test('are taken away, and tell of it', async () => {
    const { subscription } = await subscribed(2000, JUNE, JUNE, { discounts: [{ coupon: await coupon() }] });
    const [id] = subscription.discounts as string[];
    expect(await stripe.subscriptions.deleteDiscount(subscription.id)).toMatchObject({ id, deleted: true });
    expect((await stripe.subscriptions.retrieve(subscription.id)).discounts).toEqual([]);
    expect((await refusal(stripe.subscriptions.deleteDiscount(subscription.id))).code).toBe(
      'resource_missing',
    );
    const { data } = await stripe.events.list({ type: 'customer.discount.deleted' });
    expect(data.map((event) => (event.data.object as { id: string }).id)).toContain(id);
  });

  test('that do not exist are refused by name', async () => {
    const { subscription } = await subscribed(2000, JUNE, JUNE);
    const refused = await refusal(
      stripe.subscriptions.update(subscription.id, { discounts: [{ coupon: 'none' }] }),
    );
    expect(refused).toMatchObject({ statusCode: 400, param: 'discounts[0][coupon]' });
    const old = officialClient(sandbox, sandbox.secretKey, { apiVersion: '2023-10-16' as never });
    const changed = await old.subscriptions.update(subscription.id, { coupon: await coupon() } as never);
    expect(changed.discounts).toHaveLength(1);
  });
});

describe('what is paid once', () => {
  const setUp = async () =>
    (await stripe.prices.create({ currency: 'usd', product_data: { name: 'Set-up' }, unit_amount: 700 })).id;

  test('is added to the next invoice, or to that of the change', async () => {
    const { clock, customer, item, subscription } = await subscribed(2000, JUNE, HALF);
    const add_invoice_items = [{ price: await setUp(), quantity: 2 }];
    await stripe.subscriptions.update(subscription.id, { add_invoice_items });
    expect(await waitingOf(customer)).toEqual([1400]);
    await stripe.subscriptions.update(subscription.id, {
      add_invoice_items,
      items: [{ id: item, price: await price(5000) }],
      proration_behavior: 'always_invoice',
    });
    expect(await waitingOf(customer)).toEqual([]);
    const [invoice] = (await stripe.invoices.list({ customer })).data;
    expect(invoice).toMatchObject({ status: 'paid', total: 1400 + 1400 - 1000 + 2500 });
    await advance(stripe, clock, JULY + 7200);
    expect((await stripe.invoices.list({ customer })).data[0]?.total).toBe(5000);
  });

  test('is refused for a subscription that has ended, and for a change that waits for its payment', async () => {
    const { item, subscription } = await subscribed(2000, JUNE, JUNE);
    const add_invoice_items = [{ price: await setUp() }];
    const waits = stripe.subscriptions.update(subscription.id, {
      add_invoice_items,
      items: [{ id: item, quantity: 2 }],
      payment_behavior: 'pending_if_incomplete',
    });
    expect(await refusal(waits)).toMatchObject({ statusCode: 400, param: 'add_invoice_items' });
    await stripe.subscriptions.cancel(subscription.id);
    const late = stripe.subscriptions.update(subscription.id, { add_invoice_items });
    expect(await refusal(late)).toMatchObject({ statusCode: 400, param: 'add_invoice_items' });
  });
});
