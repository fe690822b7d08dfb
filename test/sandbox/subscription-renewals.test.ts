/** What happens to subscriptions as time passes, on a test clock. */
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

const HOUR = 3600;
const DAY = 24 * HOUR;

const at = (year: number, month: number, day: number, hour = 0) =>
  Date.UTC(year, month - 1, day, hour) / 1000;

const monthly = (unit_amount = 2000): Promise<Stripe.Price> =>
  stripe.prices.create({
    currency: 'usd',
    unit_amount,
    product_data: { name: 'Gold' },
    recurring: { interval: 'month' },
  });

interface Subscriber {
  clock: string;
  customer: string;
  subscription: Stripe.Subscription;
}

/** A customer of a test clock with a subscription of 20.00 a month. */
async function subscriber(
  frozen_time: number,
  more: Partial<Stripe.SubscriptionCreateParams> = {},
  card: string | null = 'pm_card_visa',
): Promise<Subscriber> {
  const { id: clock } = await stripe.testHelpers.testClocks.create({ frozen_time });
  const { id: customer } = await stripe.customers.create({
    email: 'jenny@shop.example',
    test_clock: clock,
    ...(card && { payment_method: card, invoice_settings: { default_payment_method: card } }),
  });
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [{ price: (await monthly()).id }],
    ...more,
  });
  return { clock, customer, subscription };
}

async function advance(clock: string, frozen_time: number): Promise<void> {
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time });
  await eventually(
    () => stripe.testHelpers.testClocks.retrieve(clock),
    (one) => one.status === 'ready',
  );
}

/** Lets the card of a customer fail from now on. */
const breakCard = async (customer: string): Promise<void> => {
  const { id } = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
};

const mendCard = async (customer: string): Promise<string> => {
  const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
  return id;
};

const statusOf = async (id: string) => (await stripe.subscriptions.retrieve(id)).status;

/** The invoices of a subscription, oldest first. */
const invoicesOf = async (subscription: string): Promise<Stripe.Invoice[]> =>
  (await stripe.invoices.list({ subscription, limit: 100 })).data.reverse();

/** All events about a subscription and its invoices from a time on, in the order in which they happened. */
async function toldSince(since: number, subscription: string): Promise<Stripe.Event[]> {
  const told: Stripe.Event[] = [];
  for await (const event of stripe.events.list({ limit: 100, created: { gte: since } })) {
    if (JSON.stringify(event.data.object).includes(subscription)) told.unshift(event);
  }
  return told;
}

describe('a renewal', () => {
  test('is a draft at the end of the period, and paid an hour later', async () => {
    const { clock, subscription } = await subscriber(at(2031, 1, 31, 10));
    await advance(clock, at(2031, 2, 28, 10));
    const [, draft] = await invoicesOf(subscription.id);
    expect(draft).toMatchObject({
      automatically_finalizes_at: at(2031, 2, 28, 11),
      billing_reason: 'subscription_cycle',
      created: at(2031, 2, 28, 10),
      // An invoice looks back, and its lines look forward.
      period_start: at(2031, 1, 31, 10),
      period_end: at(2031, 2, 28, 10),
      status: 'draft',
      total: 2000,
    });
    expect(draft?.lines.data).toMatchObject([
      { period: { start: at(2031, 2, 28, 10), end: at(2031, 3, 31, 10) }, amount: 2000 },
    ]);
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      latest_invoice: draft?.id,
      items: {
        data: [{ current_period_start: at(2031, 2, 28, 10), current_period_end: at(2031, 3, 31, 10) }],
      },
      status: 'active',
    });
    await advance(clock, at(2031, 2, 28, 12));
    expect(await stripe.invoices.retrieve(String(draft?.id))).toMatchObject({
      amount_paid: 2000,
      status: 'paid',
      status_transitions: { finalized_at: at(2031, 2, 28, 11), paid_at: at(2031, 2, 28, 11) },
    });
  });

  test('is told of a week before, and at the boundary, in the documented order and at its own times', async () => {
    const { clock, subscription } = await subscriber(at(2031, 3, 1));
    await advance(clock, at(2031, 4, 1, 2));
    const told = (await toldSince(at(2031, 3, 2), subscription.id)).map(({ created, type }) => [
      type,
      created,
    ]);
    const [week, end] = [at(2031, 3, 25), at(2031, 4, 1)];
    expect(told).toEqual([
      ['invoice.upcoming', week],
      ['customer.subscription.updated', end],
      ['invoice.created', end],
      ['invoice.finalized', end + HOUR],
      ['invoice.paid', end + HOUR],
      ['invoice.payment_succeeded', end + HOUR],
    ]);
  });

  test('is shown a week before as it will be, without an id and without a trace', async () => {
    const { clock, customer, subscription } = await subscriber(at(2031, 3, 1));
    await stripe.invoiceItems.create({ customer, amount: 300, currency: 'usd' });
    await advance(clock, at(2031, 3, 26));
    const [upcoming] = (await toldSince(at(2031, 3, 2), subscription.id)).filter(
      ({ type }) => type === 'invoice.upcoming',
    );
    expect(upcoming?.data.object).toMatchObject({
      amount_due: 2300,
      billing_reason: 'upcoming',
      customer,
      lines: { data: [{ amount: 300 }, { amount: 2000, period: { start: at(2031, 4, 1) } }] },
    });
    expect(upcoming?.data.object).not.toHaveProperty('id');
    expect(await invoicesOf(subscription.id)).toHaveLength(1);
    expect((await stripe.invoiceItems.list({ customer, pending: true })).data).toHaveLength(1);
  });

  test('says in the event of the subscription what its period and its invoice were before', async () => {
    const { clock, subscription } = await subscriber(at(2031, 3, 1));
    await advance(clock, at(2031, 4, 1));
    const updated = (await toldSince(at(2031, 4, 1), subscription.id)).find(
      ({ type }) => type === 'customer.subscription.updated',
    );
    expect(updated?.data.previous_attributes).toMatchObject({
      items: { data: [{ current_period_start: at(2031, 3, 1), current_period_end: at(2031, 4, 1) }] },
      latest_invoice: subscription.latest_invoice,
    });
  });

  test('can be added to while it is a draft', async () => {
    const { clock, customer, subscription } = await subscriber(at(2031, 3, 1));
    await advance(clock, at(2031, 4, 1));
    const [, draft] = await invoicesOf(subscription.id);
    const invoice = String(draft?.id);
    await stripe.invoiceItems.create({ customer, invoice, amount: 500, currency: 'usd' });
    await advance(clock, at(2031, 4, 1, 1));
    expect(await stripe.invoices.retrieve(invoice)).toMatchObject({ status: 'paid', amount_paid: 2500 });
  });

  test('comes once for each period of a longer advance, and each bills its own', async () => {
    const { clock, subscription } = await subscriber(at(2031, 1, 31));
    await advance(clock, at(2031, 3, 31));
    await advance(clock, at(2031, 5, 31));
    const periods = (await invoicesOf(subscription.id)).map(({ lines }) => lines.data[0]?.period);
    const ends = [
      at(2031, 1, 31),
      at(2031, 2, 28),
      at(2031, 3, 31),
      at(2031, 4, 30),
      at(2031, 5, 31),
      at(2031, 6, 30),
    ];
    expect(periods).toEqual(ends.slice(0, -1).map((from, index) => ({ start: from, end: ends[index + 1] })));
  });

  test('bills only the items whose period ends', async () => {
    const yearly = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 9000,
      product_data: { name: 'Support' },
      recurring: { interval: 'year' },
    });
    const { clock, subscription } = await subscriber(at(2031, 1, 1), {
      items: [{ price: (await monthly(1000)).id }, { price: yearly.id }],
    });
    await advance(clock, at(2031, 2, 1, 2));
    expect((await invoicesOf(subscription.id)).map(({ total }) => total)).toEqual([10_000, 1000]);
  });

  test('costs what its price costs, also after the price was archived', async () => {
    const { clock, subscription } = await subscriber(at(2031, 1, 1));
    await stripe.prices.update(String(subscription.items.data[0]?.price.id), { active: false });
    await advance(clock, at(2031, 2, 1, 2));
    expect((await invoicesOf(subscription.id)).map(({ status }) => status)).toEqual(['paid', 'paid']);
  });

  test('begins with a whole period after a part of one', async () => {
    const { clock, subscription } = await subscriber(at(2031, 6, 10), {
      billing_cycle_anchor: at(2031, 7, 1),
    });
    await advance(clock, at(2031, 7, 1, 2));
    expect((await invoicesOf(subscription.id)).map(({ total }) => total)).toEqual([1400, 2000]);
  });

  test('is sent, and the subscription is past due until the invoice is paid', async () => {
    const { clock, subscription } = await subscriber(
      at(2031, 1, 1),
      { collection_method: 'send_invoice', days_until_due: 5 },
      null,
    );
    const [first] = await invoicesOf(subscription.id);
    await stripe.invoices.pay(String(first?.id), { paid_out_of_band: true });
    await advance(clock, at(2031, 2, 5));
    const [, sent] = await invoicesOf(subscription.id);
    expect(sent).toMatchObject({ status: 'open', due_date: at(2031, 2, 6, 1) });
    expect(await statusOf(subscription.id)).toBe('active');
    await advance(clock, at(2031, 2, 7));
    expect(await eventsOf(stripe, String(sent?.id))).toContain('invoice.overdue');
    expect(await statusOf(subscription.id)).toBe('past_due');
    await stripe.invoices.pay(String(sent?.id), { paid_out_of_band: true });
    expect(await statusOf(subscription.id)).toBe('active');
  });
});

describe('a trial', () => {
  test('is told of three days before its end, and then its first period is billed', async () => {
    const { clock, subscription } = await subscriber(at(2031, 3, 1), { trial_end: at(2031, 3, 15) });
    await advance(clock, at(2031, 3, 15, 2));
    const told = (await toldSince(at(2031, 3, 2), subscription.id)).map(({ created, type }) => [
      type,
      created,
    ]);
    expect(told[1]).toEqual(['customer.subscription.trial_will_end', at(2031, 3, 12)]);
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      status: 'active',
      trial_end: at(2031, 3, 15),
      items: { data: [{ current_period_start: at(2031, 3, 15), current_period_end: at(2031, 4, 15) }] },
    });
    expect((await invoicesOf(subscription.id)).map(({ status, total }) => [total, status])).toEqual([
      [0, 'paid'],
      [2000, 'paid'],
    ]);
  });

  test('of less than three days is told of at once', async () => {
    const { subscription } = await subscriber(at(2031, 3, 1), { trial_end: at(2031, 3, 2) });
    expect(await eventsOf(stripe, subscription.id)).toEqual([
      'customer.subscription.created',
      'customer.subscription.trial_will_end',
    ]);
  });

  const ending = async (missing_payment_method: 'cancel' | 'create_invoice' | 'pause') => {
    const { clock, subscription } = await subscriber(
      at(2031, 3, 1),
      { trial_period_days: 7, trial_settings: { end_behavior: { missing_payment_method } } },
      null,
    );
    await advance(clock, at(2031, 3, 9));
    return stripe.subscriptions.retrieve(subscription.id);
  };

  test('without a payment method is billed all the same by default', async () => {
    const subscription = await ending('create_invoice');
    expect(subscription.status).toBe('past_due');
    expect(await invoicesOf(subscription.id)).toMatchObject([{ status: 'paid' }, { status: 'open' }]);
  });

  test('without a payment method can cancel the subscription at its end', async () => {
    const subscription = await ending('cancel');
    expect(subscription).toMatchObject({ status: 'canceled', ended_at: at(2031, 3, 8) });
    expect(await invoicesOf(subscription.id)).toHaveLength(1);
  });

  test('without a payment method can pause the subscription at its end', async () => {
    const subscription = await ending('pause');
    expect(subscription).toMatchObject({
      status: 'paused',
      status_details: {
        paused: { type: 'subscription', subscription: { type: 'trial_end_without_payment_method' } },
      },
    });
    expect(await eventsOf(stripe, subscription.id)).toContain('customer.subscription.paused');
    expect(await invoicesOf(subscription.id)).toHaveLength(1);
  });
});

describe('a payment that fails', () => {
  test('leaves the subscription past due, is tried after 3, 5 and 7 days, and cancels it at last', async () => {
    const { clock, customer, subscription } = await subscriber(at(2031, 1, 1));
    await breakCard(customer);
    await advance(clock, at(2031, 2, 1, 1));
    const failed = async () => (await invoicesOf(subscription.id))[1];
    const first = at(2031, 2, 1, 1);
    expect(await failed()).toMatchObject({
      attempt_count: 1,
      next_payment_attempt: first + 3 * DAY,
      status: 'open',
    });
    expect(await statusOf(subscription.id)).toBe('past_due');
    await advance(clock, first + 3 * DAY);
    expect(await failed()).toMatchObject({ attempt_count: 2, next_payment_attempt: first + 8 * DAY });
    await advance(clock, first + 8 * DAY);
    expect(await failed()).toMatchObject({ attempt_count: 3, next_payment_attempt: first + 15 * DAY });
    expect(await statusOf(subscription.id)).toBe('past_due');
    await advance(clock, first + 15 * DAY);
    expect(await failed()).toMatchObject({
      attempt_count: 4,
      next_payment_attempt: null,
      auto_advance: false,
    });
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      cancellation_details: { reason: 'payment_failed' },
      ended_at: first + 15 * DAY,
      status: 'canceled',
    });
    await advance(clock, at(2031, 4, 1));
    expect(await invoicesOf(subscription.id)).toHaveLength(2);
  });

  test('is told of in the documented order', async () => {
    const { clock, customer, subscription } = await subscriber(at(2031, 1, 1));
    await breakCard(customer);
    await advance(clock, at(2031, 2, 1, 2));
    const told = (await toldSince(at(2031, 2, 1, 1), subscription.id)).map(({ type }) => type);
    expect(told).toEqual([
      'invoice.finalized',
      'invoice.payment_failed',
      'invoice.updated',
      'customer.subscription.updated',
    ]);
  });

  test('is forgotten once the latest invoice is paid, automatically or by hand', async () => {
    const { clock, customer, subscription } = await subscriber(at(2031, 1, 1));
    await breakCard(customer);
    await advance(clock, at(2031, 2, 1, 1));
    const card = await mendCard(customer);
    // A new card does not begin an attempt, but the next one uses it.
    expect(await statusOf(subscription.id)).toBe('past_due');
    await advance(clock, at(2031, 2, 5));
    expect(await statusOf(subscription.id)).toBe('active');
    await breakCard(customer);
    await advance(clock, at(2031, 3, 1, 2));
    expect(await statusOf(subscription.id)).toBe('past_due');
    const [, , open] = await invoicesOf(subscription.id);
    await stripe.invoices.pay(String(open?.id), { payment_method: card });
    expect(await statusOf(subscription.id)).toBe('active');
  });

  test('is forgotten once the latest invoice is void', async () => {
    const { clock, customer, subscription } = await subscriber(at(2031, 1, 1));
    await breakCard(customer);
    await advance(clock, at(2031, 2, 1, 1));
    const [, open] = await invoicesOf(subscription.id);
    await stripe.invoices.voidInvoice(String(open?.id));
    expect(await statusOf(subscription.id)).toBe('active');
  });

  test('of a weekly price overlaps the next period, and both invoices are open', async () => {
    const weekly = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 500,
      product_data: { name: 'Week' },
      recurring: { interval: 'week' },
    });
    const { clock, customer, subscription } = await subscriber(at(2031, 1, 1), {
      items: [{ price: weekly.id }],
    });
    await breakCard(customer);
    await advance(clock, at(2031, 1, 15));
    await advance(clock, at(2031, 1, 16));
    expect(await invoicesOf(subscription.id)).toMatchObject([
      { status: 'paid', lines: { data: [{ period: { start: at(2031, 1, 1), end: at(2031, 1, 8) } }] } },
      { status: 'open', lines: { data: [{ period: { start: at(2031, 1, 8), end: at(2031, 1, 15) } }] } },
      { status: 'open', lines: { data: [{ period: { start: at(2031, 1, 15), end: at(2031, 1, 22) } }] } },
    ]);
  });

  test.each(['unpaid', 'past_due'] as const)(
    'can leave the subscription %s at last',
    async (afterDunning) => {
      const own = await start({ afterDunning });
      const [shared] = [stripe];
      stripe = officialClient(own);
      try {
        const { clock, customer, subscription } = await subscriber(at(2031, 1, 1));
        await breakCard(customer);
        await advance(clock, at(2031, 2, 17));
        expect(await statusOf(subscription.id)).toBe(afterDunning);
        await advance(clock, at(2031, 3, 1, 3));
        const [, , latest] = await invoicesOf(subscription.id);
        expect(latest?.status).toBe(afterDunning === 'unpaid' ? 'draft' : 'open');
        const card = await mendCard(customer);
        await stripe.invoices.pay(String(latest?.id), { payment_method: card });
        expect(await statusOf(subscription.id)).toBe('active');
      } finally {
        stripe = shared;
        await own.close();
      }
    },
  );

  test('of the first invoice ends the subscription after 23 hours, and voids the invoice', async () => {
    const { clock, subscription } = await subscriber(
      at(2031, 1, 1),
      { payment_behavior: 'default_incomplete', expand: ['latest_invoice.payments'] },
      null,
    );
    await advance(clock, at(2031, 1, 1, 22));
    expect(await statusOf(subscription.id)).toBe('incomplete');
    await advance(clock, at(2031, 1, 1, 23));
    expect(await statusOf(subscription.id)).toBe('incomplete_expired');
    const invoice = subscription.latest_invoice as Stripe.Invoice;
    expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({ status: 'void' });
    const intent = String(invoice.payments?.data[0]?.payment.payment_intent);
    expect(await stripe.paymentIntents.retrieve(intent)).toMatchObject({ status: 'canceled' });
    expect(
      await refusal(stripe.subscriptions.update(subscription.id, { metadata: { a: '1' } })),
    ).toMatchObject({
      statusCode: 400,
    });
  });

  test('of the first invoice is no reason to expire once it was paid', async () => {
    const { clock, subscription } = await subscriber(at(2031, 1, 1), {
      payment_behavior: 'default_incomplete',
    });
    await stripe.invoices.pay(String(subscription.latest_invoice));
    await advance(clock, at(2031, 2, 1, 2));
    expect(await statusOf(subscription.id)).toBe('active');
    expect(await invoicesOf(subscription.id)).toHaveLength(2);
  });
});

describe('an end', () => {
  test('with the period cancels, and nothing is renewed', async () => {
    const { clock, subscription } = await subscriber(at(2031, 1, 1));
    await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    await advance(clock, at(2031, 3, 1));
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      canceled_at: at(2031, 1, 1),
      ended_at: at(2031, 2, 1),
      status: 'canceled',
    });
    expect(await invoicesOf(subscription.id)).toHaveLength(1);
    expect((await toldSince(at(2031, 1, 2), subscription.id)).map(({ type }) => type)).toEqual([
      'customer.subscription.deleted',
    ]);
  });

  test('that was taken back is none', async () => {
    const { clock, subscription } = await subscriber(at(2031, 1, 1));
    await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false });
    await advance(clock, at(2031, 2, 1, 2));
    expect(await statusOf(subscription.id)).toBe('active');
    expect(await invoicesOf(subscription.id)).toHaveLength(2);
  });

  test('in a later period makes that a part of one', async () => {
    const { clock, subscription } = await subscriber(at(2031, 4, 1));
    await stripe.subscriptions.update(subscription.id, { cancel_at: at(2031, 5, 16, 12) });
    await advance(clock, at(2031, 5, 20));
    expect((await invoicesOf(subscription.id)).map(({ total }) => total)).toEqual([2000, 1000]);
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      ended_at: at(2031, 5, 16, 12),
      status: 'canceled',
    });
  });

  test('comes with the end of the customer, and with that of their test clock', async () => {
    const { customer, subscription } = await subscriber(at(2031, 1, 1));
    await stripe.customers.del(customer);
    expect(await statusOf(subscription.id)).toBe('canceled');
    const { clock, subscription: other } = await subscriber(at(2031, 1, 1));
    await stripe.testHelpers.testClocks.del(clock);
    expect(await statusOf(other.id)).toBe('canceled');
  });
});

describe('a test clock with subscriptions', () => {
  test('is advanced by at most two intervals of the one that is renewed most often', async () => {
    const { clock, subscription } = await subscriber(at(2031, 1, 31));
    const tooFar = refusal(
      stripe.testHelpers.testClocks.advance(clock, { frozen_time: at(2031, 3, 31) + 1 }),
    );
    expect(await tooFar).toMatchObject({ statusCode: 400, param: 'frozen_time' });
    await stripe.subscriptions.cancel(subscription.id);
    await advance(clock, at(2032, 3, 31));
  });
});
