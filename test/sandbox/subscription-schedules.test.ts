/** Schedules of subscriptions: phases that begin at their time, on a test clock. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { advance, at, customerAt } from './clocks.js';
import { start } from './harness.js';
import { eventsOf, officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
let product: string;
let [basic, gold] = ['', ''];
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
  product = (await stripe.products.create({ name: 'Gold' })).id;
  [basic, gold] = [await price(2000), await price(5000)];
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

const month = { interval: 'month' } as const;

/** A schedule that begins in June with the basic price, and goes on in July with the golden one. */
const twoPhases = (customer: string, more: Partial<Stripe.SubscriptionScheduleCreateParams> = {}) =>
  stripe.subscriptionSchedules.create({
    customer,
    phases: [
      { duration: month, items: [{ price: basic, quantity: 2 }] },
      { duration: month, items: [{ price: gold }], metadata: { level: '2' } },
    ],
    ...more,
  });

const subscriptionOf = ({ subscription }: Stripe.SubscriptionSchedule) =>
  stripe.subscriptions.retrieve(String(subscription));

describe('a schedule', () => {
  test('that begins now has its subscription at once', async () => {
    const { customer } = await customerAt(stripe, JUNE);
    const schedule = await twoPhases(customer, { metadata: { plan: 'growth' } });
    expect(schedule).toMatchObject({
      object: 'subscription_schedule',
      current_phase: { end_date: JULY, start_date: JUNE },
      customer,
      end_behavior: 'release',
      metadata: { plan: 'growth' },
      phases: [
        {
          currency: 'usd',
          end_date: JULY,
          items: [{ plan: basic, price: basic, quantity: 2 }],
          start_date: JUNE,
        },
        { end_date: AUGUST, items: [{ price: gold, quantity: 1 }], start_date: JULY },
      ],
      status: 'active',
    });
    expect(schedule.id).toMatch(/^sub_sched_/);
    expect(await subscriptionOf(schedule)).toMatchObject({
      items: { data: [{ price: { id: basic }, quantity: 2 }] },
      schedule: schedule.id,
      status: 'active',
    });
    const expanded = await stripe.subscriptions.retrieve(String(schedule.subscription), {
      expand: ['schedule'],
    });
    expect(expanded.schedule).toMatchObject({ id: schedule.id, status: 'active' });
    expect(await stripe.subscriptionSchedules.retrieve(schedule.id)).toEqual(schedule);
    expect((await stripe.subscriptionSchedules.list({ customer })).data).toEqual([schedule]);
  });

  test('changes its subscription when a phase begins, and lets it go after the last', async () => {
    const { clock, customer } = await customerAt(stripe, JUNE);
    const schedule = await twoPhases(customer);
    await advance(stripe, clock, JULY);
    const second = await stripe.subscriptionSchedules.retrieve(schedule.id);
    expect(second).toMatchObject({ current_phase: { end_date: AUGUST, start_date: JULY }, status: 'active' });
    expect(await subscriptionOf(schedule)).toMatchObject({
      items: { data: [{ price: { id: gold }, quantity: 1 }] },
      metadata: { level: '2' },
    });
    await advance(stripe, clock, AUGUST);
    const released = await stripe.subscriptionSchedules.retrieve(schedule.id);
    expect(released).toMatchObject({
      current_phase: null,
      released_at: AUGUST,
      released_subscription: schedule.subscription,
      status: 'released',
      subscription: null,
    });
    expect(await subscriptionOf(schedule)).toMatchObject({ schedule: null, status: 'active' });
    expect(await eventsOf(stripe, schedule.id)).toEqual([
      ...['subscription_schedule.created', 'subscription_schedule.updated'],
      ...['subscription_schedule.updated', 'subscription_schedule.released'],
    ]);
  });

  test('that begins later creates its subscription then', async () => {
    const { clock, customer } = await customerAt(stripe, JUNE);
    const schedule = await twoPhases(customer, { start_date: HALF });
    expect(schedule).toMatchObject({ current_phase: null, status: 'not_started', subscription: null });
    expect((await stripe.subscriptionSchedules.list({ customer, scheduled: true })).data).toHaveLength(1);
    await advance(stripe, clock, HALF + 1);
    const begun = await stripe.subscriptionSchedules.retrieve(schedule.id);
    expect(begun).toMatchObject({ current_phase: { start_date: HALF }, status: 'active' });
    expect(await subscriptionOf(begun)).toMatchObject({ billing_cycle_anchor: HALF, status: 'active' });
  });

  test('cancels its subscription at the end, where it says so', async () => {
    const { clock, customer } = await customerAt(stripe, JUNE);
    const schedule = await stripe.subscriptionSchedules.create({
      customer,
      end_behavior: 'cancel',
      phases: [{ end_date: HALF, items: [{ price: basic }] }],
      start_date: 'now',
    });
    await advance(stripe, clock, HALF);
    const ended = await stripe.subscriptionSchedules.retrieve(schedule.id);
    expect(ended).toMatchObject({ completed_at: HALF, status: 'completed' });
    expect(await subscriptionOf(schedule)).toMatchObject({ ended_at: HALF, status: 'canceled' });
  });

  test('prorates a phase that begins within a period, as the phase says', async () => {
    const { clock, customer } = await customerAt(stripe, JUNE);
    await stripe.subscriptionSchedules.create({
      customer,
      phases: [
        { end_date: HALF, items: [{ price: basic }] },
        { duration: month, items: [{ price: gold }], proration_behavior: 'always_invoice' },
      ],
    });
    await advance(stripe, clock, HALF);
    const { data } = await stripe.invoices.list({ customer });
    expect(data.map(({ billing_reason, total }) => [billing_reason, total])).toEqual([
      ['subscription_update', 1500],
      ['subscription_create', 2000],
    ]);
  });

  test('can have a trial, and begin new periods with a phase', async () => {
    const { clock, customer } = await customerAt(stripe, JUNE);
    const schedule = await stripe.subscriptionSchedules.create({
      customer,
      phases: [
        { end_date: HALF, items: [{ price: basic }], trial: true },
        { billing_cycle_anchor: 'phase_start', duration: month, items: [{ price: gold }] },
      ],
    });
    expect(await subscriptionOf(schedule)).toMatchObject({ status: 'trialing', trial_end: HALF });
    await advance(stripe, clock, HALF);
    expect(await subscriptionOf(schedule)).toMatchObject({
      billing_cycle_anchor: HALF,
      items: { data: [{ price: { id: gold } }] },
      status: 'active',
    });
  });

  test('goes on with a subscription that is there', async () => {
    const { clock, customer } = await customerAt(stripe, JUNE);
    const subscription = await stripe.subscriptions.create({ customer, items: [{ price: basic }] });
    await advance(stripe, clock, HALF);
    const schedule = await stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
    expect(schedule).toMatchObject({
      current_phase: { end_date: JULY, start_date: JUNE },
      phases: [{ end_date: JULY, items: [{ price: basic, quantity: 1 }], start_date: JUNE }],
      status: 'active',
      subscription: subscription.id,
    });
    const twice = stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
    expect(await refusal(twice)).toMatchObject({ statusCode: 400, param: 'from_subscription' });
    const updated = await stripe.subscriptionSchedules.update(schedule.id, {
      phases: [
        { end_date: JULY, items: [{ price: basic }], start_date: JUNE },
        { duration: month, items: [{ price: gold }], proration_behavior: 'none' },
      ],
    });
    expect(updated.phases).toHaveLength(2);
    expect((await subscriptionOf(schedule)).items.data[0]?.price.id).toBe(basic);
    await advance(stripe, clock, JULY);
    expect((await subscriptionOf(schedule)).items.data[0]?.price.id).toBe(gold);
  });

  test('changes its current phase at once, and can end it now', async () => {
    const { clock, customer } = await customerAt(stripe, JUNE);
    const schedule = await twoPhases(customer);
    await advance(stripe, clock, HALF);
    await stripe.subscriptionSchedules.update(schedule.id, {
      phases: [{ end_date: JULY, items: [{ price: basic, quantity: 3 }], start_date: JUNE }],
      proration_behavior: 'none',
    });
    expect((await subscriptionOf(schedule)).items.data[0]?.quantity).toBe(3);
    const moved = await stripe.subscriptionSchedules.update(schedule.id, {
      end_behavior: 'cancel',
      phases: [
        { end_date: 'now', items: [{ price: basic, quantity: 3 }], start_date: JUNE },
        { duration: month, items: [{ price: gold }], start_date: 'now' },
      ],
    });
    expect(moved).toMatchObject({ current_phase: { start_date: HALF }, end_behavior: 'cancel' });
    expect((await subscriptionOf(schedule)).items.data[0]?.price.id).toBe(gold);
    const without = stripe.subscriptionSchedules.update(schedule.id, {
      phases: [{ duration: month, items: [{ price: gold }], start_date: JULY }],
    });
    expect(await refusal(without)).toMatchObject({ statusCode: 400, param: 'phases[0][start_date]' });
  });

  test('is released, or canceled with its subscription and what is unused of it', async () => {
    const first = await customerAt(stripe, JUNE);
    const kept = await twoPhases(first.customer);
    expect(await stripe.subscriptionSchedules.release(kept.id)).toMatchObject({
      released_at: JUNE,
      released_subscription: kept.subscription,
      status: 'released',
    });
    expect((await refusal(stripe.subscriptionSchedules.release(kept.id))).code).toBe(
      'status_transition_invalid',
    );
    const second = await customerAt(stripe, JUNE);
    const gone = await twoPhases(second.customer);
    await advance(stripe, second.clock, HALF);
    expect(await stripe.subscriptionSchedules.cancel(gone.id)).toMatchObject({
      canceled_at: HALF,
      status: 'canceled',
    });
    expect((await subscriptionOf(gone)).status).toBe('canceled');
    expect(await stripe.customers.retrieve(second.customer)).toMatchObject({ balance: -2000 });
  });

  test('is canceled when its subscription is', async () => {
    const { customer } = await customerAt(stripe, JUNE);
    const schedule = await twoPhases(customer);
    await stripe.subscriptions.cancel(String(schedule.subscription));
    expect((await stripe.subscriptionSchedules.retrieve(schedule.id)).status).toBe('canceled');
  });

  test('whose price was archived meanwhile is canceled, and its clock goes on', async () => {
    const { clock, customer } = await customerAt(stripe, JUNE);
    const old = await price(700);
    const schedule = await stripe.subscriptionSchedules.create({
      customer,
      phases: [{ duration: month, items: [{ price: old }] }],
      start_date: HALF,
    });
    await stripe.prices.update(old, { active: false });
    await advance(stripe, clock, JULY);
    expect((await stripe.subscriptionSchedules.retrieve(schedule.id)).status).toBe('canceled');
    expect((await stripe.subscriptions.list({ customer })).data).toEqual([]);
  });

  test('with times that do not fit is refused by name', async () => {
    const { customer } = await customerAt(stripe, JUNE);
    const items = [{ price: basic }];
    for (const [params, param] of [
      [{}, 'phases'],
      [{ phases: [{ items: [{ quantity: 1 }] }] }, 'phases[0][items][0][price]'],
      [{ phases: [{ items }], start_date: JUNE - 1 }, 'start_date'],
      [{ phases: [{ duration: month, end_date: JULY, items }] }, 'phases[0][end_date]'],
      [{ phases: [{ end_date: JUNE, items }] }, 'phases[0][end_date]'],
      [{ phases: [{ end_date: HALF, items, trial_end: JULY }] }, 'phases[0][trial_end]'],
    ] as const) {
      const refused = await refusal(stripe.subscriptionSchedules.create({ customer, ...params } as never));
      expect(refused).toMatchObject({ statusCode: 400, param });
    }
  });
});

test('a phase that begins with a period decides what is renewed', async () => {
  const { clock, customer } = await customerAt(stripe, JUNE);
  await twoPhases(customer);
  await advance(stripe, clock, JULY + 2 * 3600);
  const { data } = await stripe.invoices.list({ customer });
  expect(data.map(({ billing_reason, status, total }) => [billing_reason, status, total])).toEqual([
    ['subscription_cycle', 'paid', 5000],
    ['subscription_create', 'paid', 4000],
  ]);
  expect((await stripe.invoiceItems.list({ customer })).data).toEqual([]);
});
