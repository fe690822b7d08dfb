/** Subscriptions that pay for what they have used, as the official client and a test clock show them. */
import fc from 'fast-check';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { advance, at, customerAt } from './clocks.js';
import { start } from './harness.js';
import { officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const HOUR = 3600;
const JUNE = at('2031-06-01T00:00:00');
const JULY = at('2031-07-01T00:00:00');

let meters = 0;

/** A meter of its own, with what reports usage to it. */
async function meter() {
  const event_name = `requests_${++meters}`;
  const { id } = await stripe.billing.meters.create({
    default_aggregation: { formula: 'sum' },
    display_name: 'Requests',
    event_name,
  });
  const report = (customer: string, value: string, timestamp?: number) =>
    stripe.billing.meterEvents.create({
      event_name,
      payload: { stripe_customer_id: customer, value },
      ...(timestamp && { timestamp }),
    });
  return { id, report };
}

const priceOf = (of: string, more: Partial<Stripe.PriceCreateParams> = {}) =>
  stripe.prices.create({
    currency: 'usd',
    product_data: { name: 'Requests' },
    recurring: { interval: 'month', meter: of, usage_type: 'metered' },
    ...(!more.billing_scheme && { unit_amount_decimal: '0.25' as never }),
    ...more,
  });

const seats = (unit_amount = 2000) =>
  stripe.prices.create({
    currency: 'usd',
    product_data: { name: 'Seats' },
    recurring: { interval: 'month' },
    unit_amount,
  });

/** A customer with a subscription of a metered price, and others beside it. */
async function subscribed(beside: Stripe.Price[] = [], more: Partial<Stripe.SubscriptionCreateParams> = {}) {
  const { id: of, report } = await meter();
  const price = await priceOf(of);
  const { clock, customer } = await customerAt(stripe, JUNE);
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [...beside, price].map(({ id }) => ({ price: id })),
    ...more,
  });
  const use = (value: string, timestamp?: number) => report(customer, value, timestamp);
  return { clock, customer, price, subscription, use, meter: of };
}

/** The invoices of a subscription, oldest first. */
const invoicesOf = async (subscription: string): Promise<Stripe.Invoice[]> =>
  (await stripe.invoices.list({ subscription })).data.reverse();

const linesOf = (invoice: Stripe.Invoice | undefined) =>
  (invoice?.lines.data ?? [])
    .map(({ amount, period, quantity }) => ({ amount, period, quantity }))
    .sort((one, other) => one.period.start - other.period.start);

const idOf = ({ items }: Stripe.Subscription, { id }: Stripe.Price) =>
  items.data.find(({ price }) => price.id === id)?.id ?? '';

describe('a metered price', () => {
  test('bills what was used in a period after it, beside what is paid for in advance', async () => {
    const { clock, price, subscription, use } = await subscribed([await seats()]);
    const item = subscription.items.data.find((one) => one.price.id === price.id);
    expect(item).not.toHaveProperty('quantity');
    const [first] = await invoicesOf(subscription.id);
    expect(linesOf(first)).toEqual([{ amount: 2000, period: { start: JUNE, end: JULY }, quantity: 1 }]);

    await advance(stripe, clock, at('2031-06-10T00:00:00'));
    await use('1000');
    await use('37.5', at('2031-06-09T12:00:00'));
    await advance(stripe, clock, JULY + 2 * HOUR);
    const [, second] = await invoicesOf(subscription.id);
    expect(second).toMatchObject({ billing_reason: 'subscription_cycle', status: 'paid', total: 2259 });
    expect(linesOf(second)).toEqual([
      // 1037.5 × 0.25 = 259.375
      { amount: 259, period: { start: JUNE, end: JULY }, quantity: 1037 },
      { amount: 2000, period: { start: JULY, end: at('2031-08-01T00:00:00') }, quantity: 1 },
    ]);
    const used = second?.lines.data.find((line) => line.period.start === JUNE);
    expect(used?.description).toBe('1037.5 × Requests (at $0.0025 / month)');
    expect(String(used?.quantity_decimal)).toBe('1037.5');
  });

  test('counts what is reported until the invoice is finalized, and what belongs to the next period not', async () => {
    const { clock, subscription, use } = await subscribed([await seats()]);
    await advance(stripe, clock, JULY);
    const [, draft] = await invoicesOf(subscription.id);
    expect(draft).toMatchObject({ status: 'draft', total: 2000 });
    await use('400', JULY - 1);
    await use('1000', JULY);
    await advance(stripe, clock, JULY + 2 * HOUR);
    expect(await stripe.invoices.retrieve(String(draft?.id))).toMatchObject({ status: 'paid', total: 2100 });
    await use('10000', JULY - 1);
    await advance(stripe, clock, at('2031-08-01T02:00:00'));
    const [, , third] = await invoicesOf(subscription.id);
    expect(third?.total).toBe(2250);
  });

  test('bills by its tiers', async () => {
    const { id: of, report } = await meter();
    const price = await priceOf(of, {
      billing_scheme: 'tiered',
      tiers_mode: 'graduated',
      tiers: [
        { up_to: 100, unit_amount: 10, flat_amount: 500 },
        { up_to: 'inf', unit_amount: 5 },
      ],
    });
    const { clock, customer } = await customerAt(stripe, JUNE);
    const subscription = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
    await report(customer, '120');
    await advance(stripe, clock, JULY + 2 * HOUR);
    const [invoice] = await invoicesOf(subscription.id);
    expect(invoice?.total).toBe(1600);
  });

  test('alone creates no invoice before something was used, and a payment method is set up', async () => {
    const { id: of } = await meter();
    const price = await priceOf(of);
    const customer = await stripe.customers.create();
    const subscription = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      payment_behavior: 'default_incomplete',
      expand: ['pending_setup_intent'],
    });
    expect(subscription).toMatchObject({
      latest_invoice: null,
      pending_setup_intent: { status: 'requires_payment_method' },
      status: 'active',
    });
    const classic = await stripe.subscriptions.create({
      billing_mode: { type: 'classic' },
      customer: customer.id,
      items: [{ price: price.id }],
      payment_behavior: 'default_incomplete',
      expand: ['latest_invoice'],
    });
    expect(classic.latest_invoice).toMatchObject({ status: 'paid', total: 0 });
    expect((classic.latest_invoice as Stripe.Invoice).lines.data).toMatchObject([{ amount: 0, quantity: 0 }]);
  });

  test('costs nothing in a trial', async () => {
    const trial_end = at('2031-06-15T00:00:00');
    const { clock, subscription, use } = await subscribed([], { trial_end });
    expect(subscription).toMatchObject({ latest_invoice: null, status: 'trialing' });
    await use('1000');
    await advance(stripe, clock, trial_end + 2 * HOUR);
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      latest_invoice: null,
      status: 'active',
    });
    await use('400');
    await advance(stripe, clock, at('2031-07-15T02:00:00'));
    const [first] = await invoicesOf(subscription.id);
    expect(linesOf(first)).toEqual([
      { amount: 100, period: { start: trial_end, end: at('2031-07-15T00:00:00') }, quantity: 400 },
    ]);
  });

  test('has no quantity', async () => {
    const { customer, price, subscription } = await subscribed();
    const create = stripe.subscriptions.create({ customer, items: [{ price: price.id, quantity: 2 }] });
    expect(await refusal(create)).toMatchObject({ statusCode: 400, param: 'items[0][quantity]' });
    const update = stripe.subscriptionItems.update(idOf(subscription, price), { quantity: 2 });
    expect(await refusal(update)).toMatchObject({ statusCode: 400, param: 'items[0][quantity]' });
  });

  test('is in a preview with what was used so far', async () => {
    const { clock, subscription, use } = await subscribed([await seats()]);
    await advance(stripe, clock, at('2031-06-10T00:00:00'));
    await use('800');
    const invoice = await stripe.invoices.createPreview({ subscription: subscription.id });
    expect(invoice.total).toBe(2200);
  });

  test('is the same in a phase of a schedule', async () => {
    const { id: of, report } = await meter();
    const price = await priceOf(of);
    const { clock, customer } = await customerAt(stripe, JUNE);
    const schedule = await stripe.subscriptionSchedules.create({
      customer,
      start_date: 'now',
      phases: [{ items: [{ price: price.id }], duration: { interval: 'month', interval_count: 2 } }],
    });
    expect(schedule.phases[0]?.items[0]).not.toHaveProperty('quantity');
    await report(customer, '400');
    await advance(stripe, clock, JULY + 2 * HOUR);
    const [invoice] = await invoicesOf(String(schedule.subscription));
    expect(invoice?.total).toBe(100);
  });
});

describe('a metered price that', () => {
  const MIDDLE = at('2031-06-16T00:00:00');

  /** Half a month in which 400 were used. */
  async function used(more: Partial<Stripe.SubscriptionCreateParams> = {}) {
    const one = await subscribed([await seats()], more);
    await one.use('400');
    await advance(stripe, one.clock, MIDDLE);
    return one;
  }

  test('is added later bills what was used from then on', async () => {
    const { id: of, report } = await meter();
    const [price, licensed] = [await priceOf(of), await seats()];
    const { clock, customer } = await customerAt(stripe, JUNE);
    const { id } = await stripe.subscriptions.create({ customer, items: [{ price: licensed.id }] });
    await report(customer, '1000');
    await advance(stripe, clock, MIDDLE);
    await stripe.subscriptions.update(id, { items: [{ price: price.id }] });
    await report(customer, '400');
    await advance(stripe, clock, JULY + 2 * HOUR);
    const [, second] = await invoicesOf(id);
    expect(linesOf(second)).toMatchObject([
      { amount: 100, period: { start: MIDDLE, end: JULY }, quantity: 400 },
      { amount: 2000 },
    ]);
  });

  test('is removed bills what was used until then with the next invoice', async () => {
    const { clock, price, subscription, use } = await used();
    await stripe.subscriptionItems.del(idOf(subscription, price));
    await use('1000');
    await advance(stripe, clock, JULY + 2 * HOUR);
    const [, second] = await invoicesOf(subscription.id);
    expect(linesOf(second)).toMatchObject([
      { amount: 100, period: { start: JUNE, end: MIDDLE }, quantity: 400 },
      { amount: 2000 },
    ]);
    expect(second?.lines.data[0]?.parent?.subscription_item_details?.proration).toBe(false);
  });

  test('is replaced bills each usage by the price of its time, at once with always_invoice', async () => {
    const { clock, meter: of, price, subscription, use } = await used();
    const dearer = await priceOf(of, { unit_amount_decimal: '1' as never });
    await stripe.subscriptions.update(subscription.id, {
      items: [{ id: idOf(subscription, price), price: dearer.id }],
      proration_behavior: 'always_invoice',
    });
    const [, at] = await invoicesOf(subscription.id);
    expect(at).toMatchObject({ billing_reason: 'subscription_update', status: 'paid', total: 100 });
    await use('300');
    await advance(stripe, clock, JULY + 2 * HOUR);
    const [, , third] = await invoicesOf(subscription.id);
    expect(third?.total).toBe(2300);
  });

  test('is replaced in classic billing bills the whole period by the last price', async () => {
    const { clock, meter: of, price, subscription, use } = await used({ billing_mode: { type: 'classic' } });
    const dearer = await priceOf(of, { unit_amount_decimal: '1' as never });
    await stripe.subscriptions.update(subscription.id, {
      items: [{ id: idOf(subscription, price), price: dearer.id }],
    });
    await use('300');
    await advance(stripe, clock, JULY + 2 * HOUR);
    const [, second] = await invoicesOf(subscription.id);
    expect(second?.total).toBe(2700);
  });

  test('begins a new period is billed until then', async () => {
    const { subscription } = await used();
    await stripe.subscriptions.update(subscription.id, {
      billing_cycle_anchor: { type: 'now' },
      proration_behavior: 'none',
    });
    const [, second] = await invoicesOf(subscription.id);
    expect(linesOf(second)).toMatchObject([
      { amount: 100, period: { start: JUNE, end: MIDDLE }, quantity: 400 },
      { amount: 2000, period: { start: MIDDLE } },
    ]);
  });

  test('is canceled bills what was used with invoice_now, and at the end of its period', async () => {
    const one = await used();
    await stripe.subscriptions.cancel(one.subscription.id, { invoice_now: true });
    expect((await invoicesOf(one.subscription.id))[1]).toMatchObject({ status: 'paid', total: 100 });

    const other = await used();
    await stripe.subscriptions.update(other.subscription.id, { cancel_at_period_end: true });
    await other.use('400');
    await advance(stripe, other.clock, JULY + 2 * HOUR);
    const [, last] = await invoicesOf(other.subscription.id);
    expect(last).toMatchObject({ status: 'paid', total: 200 });
    expect(await stripe.subscriptions.retrieve(other.subscription.id)).toMatchObject({
      latest_invoice: last?.id,
      status: 'canceled',
    });

    const third = await used();
    await stripe.subscriptions.cancel(third.subscription.id);
    expect(await invoicesOf(third.subscription.id)).toHaveLength(1);
  });

  test('is paused bills what was used until then, and nothing of the pause', async () => {
    const { clock, subscription, use } = await used();
    await stripe.subscriptions.pause(subscription.id, {
      bill_for: { unused_time_from: { type: 'none' } },
      invoicing_behavior: 'invoice',
    });
    expect((await invoicesOf(subscription.id))[1]).toMatchObject({ status: 'paid', total: 100 });
    await use('1000');
    await advance(stripe, clock, at('2031-06-20T00:00:00'));
    await stripe.subscriptions.resume(subscription.id, {
      billing_cycle_anchor: { type: 'unchanged' },
      proration_behavior: 'none',
    });
    await use('800');
    await advance(stripe, clock, JULY + 2 * HOUR);
    expect((await invoicesOf(subscription.id))[2]).toMatchObject({ status: 'paid', total: 2200 });
  });
});

/** What happens to a subscription, and between it time passes by so many seconds. */
const happenings = fc.array(
  fc.record({
    what: fc.constantFrom('use', 'use', 'remove or add', 'begin anew', 'end or go on'),
    value: fc.integer({ min: 1, max: 999 }),
    seconds: fc.integer({ min: 1, max: 25 * 24 * HOUR }),
  }),
  { minLength: 3, maxLength: 8 },
);

test('each use is billed once, whatever happens to the subscription', async () => {
  await fc.assert(
    fc.asyncProperty(happenings, async (all) => {
      const { id: of, report } = await meter();
      const [price, licensed] = [await priceOf(of, { unit_amount_decimal: '1' as never }), await seats(0)];
      const { clock, customer } = await customerAt(stripe, JUNE);
      const { id } = await stripe.subscriptions.create({
        customer,
        items: [{ price: price.id }, { price: licensed.id }],
      });
      let [now, owed] = [JUNE, 0];
      for (const { seconds, value, what } of all) {
        const subscription = await stripe.subscriptions.retrieve(id);
        if (subscription.status === 'canceled') break;
        const item = idOf(subscription, price);
        if (what === 'use') {
          await report(customer, String(value));
          if (item) owed += value;
        } else if (what === 'remove or add') {
          const change = item ? { id: item, deleted: true } : { price: price.id };
          await stripe.subscriptions.update(id, { items: [change] });
        } else if (what === 'begin anew') {
          await stripe.subscriptions.update(id, { billing_cycle_anchor: { type: 'now' } });
        } else {
          await stripe.subscriptions.update(id, { cancel_at_period_end: !subscription.cancel_at_period_end });
        }
        now += seconds;
        await advance(stripe, clock, now);
      }
      const { status } = await stripe.subscriptions.retrieve(id);
      if (status !== 'canceled') await stripe.subscriptions.cancel(id, { invoice_now: true });
      let billed = 0;
      for (const invoice of await invoicesOf(id)) {
        billed += invoice.total;
        expect(invoice.lines.data.reduce((sum, { amount }) => sum + amount, 0)).toBe(invoice.total);
      }
      expect(billed).toBe(owed);
      expect((await stripe.invoiceItems.list({ customer, pending: true })).data).toEqual([]);
    }),
    { numRuns: 12 },
  );
}, 240_000);
