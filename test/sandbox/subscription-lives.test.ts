/** Whole lives of subscriptions: whatever happens to one, each second of each item is paid for once, by the documented arithmetic. */
import fc from 'fast-check';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { boundary, type Every, periodAt } from '../../sandbox/src/billing/periods.js';
import { remaining } from '../../sandbox/src/billing/proration.js';
import type { Sandbox } from '../../sandbox/src/index.js';
import { advance, customerAt } from './clocks.js';
import { start } from './harness.js';
import { officialClient } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
let catalogue: Stripe.Price[];
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
  catalogue = [];
  for (const [unit_amount, interval] of PLANS) {
    const price = { currency: 'usd', product_data: { name: 'Plan' }, recurring: { interval }, unit_amount };
    catalogue.push(await stripe.prices.create(price));
  }
});
afterAll(() => sandbox.close());

const DAY = 24 * 3600;

const PLANS = [
  [999, 'month'],
  [2000, 'month'],
  [3901, 'month'],
  [701, 'week'],
  [24_999, 'year'],
] as const;

const which = fc.integer({ min: 0, max: 99 });
const quantity = fc.integer({ min: 0, max: 7 });
/** A part of a time. */
const part = fc.double({ min: 0.05, max: 1, noNaN: true });
const proration_behavior = fc.constantFrom('always_invoice', 'create_prorations');

/** What happens to a subscription. Numbers choose among what there is. */
const happening = fc.oneof(
  fc.record({ what: fc.constant('time passes' as const), part }),
  fc.record({ what: fc.constant('quantity' as const), which, quantity, proration_behavior }),
  fc.record({ what: fc.constant('other price' as const), which, price: which, quantity, proration_behavior }),
  fc.record({ what: fc.constant('added' as const), price: which, quantity, proration_behavior }),
  fc.record({ what: fc.constant('removed' as const), which, proration_behavior }),
  fc.record({ what: fc.constant('ends' as const), part, proration_behavior }),
  fc.record({ what: fc.constant('goes on' as const), proration_behavior }),
  fc.record({ what: fc.constant('trial' as const), part, proration_behavior }),
  fc.record({ what: fc.constant('begins anew' as const), proration_behavior }),
  fc.record({ what: fc.constant('paused' as const) }),
  fc.record({ what: fc.constant('resumed' as const), anchor: fc.constantFrom('now', 'unchanged') }),
);
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never;

const life = fc.record({
  begin: fc.integer({ min: Date.UTC(2030, 0) / 1000, max: Date.UTC(2033, 0) / 1000 }),
  first: fc.uniqueArray(fc.integer({ min: 0, max: PLANS.length - 1 }), { minLength: 1, maxLength: 2 }),
  happenings: fc.array(happening, { minLength: 3, maxLength: 9 }),
});

/** What a subscription is from a time on. */
interface State {
  from: number;
  subscription: Stripe.Subscription;
}

const everyOf = ({ recurring }: Stripe.Price): Every => ({
  interval: recurring?.interval as Every['interval'],
  interval_count: recurring?.interval_count ?? 1,
});

/** Makes something happen, and returns the time after it; nothing happens where it can't. */
async function happen(
  one: Happening,
  { clock, now, subscription }: { clock: string; now: number; subscription: Stripe.Subscription },
): Promise<number> {
  const { id, items, status } = subscription;
  const item = items.data[('which' in one ? one.which : 0) % items.data.length] as Stripe.SubscriptionItem;
  const free = catalogue.filter(({ id: price }) => !items.data.some((each) => each.price.id === price));
  const price = free[('price' in one ? one.price : 0) % Math.max(1, free.length)]?.id;
  const isPaid = status === 'active';
  const update = (change: Stripe.SubscriptionUpdateParams) =>
    stripe.subscriptions.update(id, {
      ...change,
      ...('proration_behavior' in one && { proration_behavior: one.proration_behavior as 'none' }),
    });
  switch (one.what) {
    case 'time passes': {
      const furthest = Math.min(...items.data.map((each) => boundary(now, everyOf(each.price), 2)));
      const to = now + Math.max(1, Math.floor((furthest - now) * one.part));
      await advance(stripe, clock, to);
      return to;
    }
    case 'quantity':
      await update({ items: [{ id: item.id, quantity: one.quantity }] });
      break;
    case 'other price':
      if (price) await update({ items: [{ id: item.id, price, quantity: one.quantity }] });
      break;
    case 'added':
      if (price) await update({ items: [{ price, quantity: one.quantity }] });
      break;
    case 'removed':
      if (items.data.length > 1) await update({ items: [{ id: item.id, deleted: true }] });
      break;
    case 'ends':
      await update({ cancel_at: now + Math.ceil(40 * DAY * one.part) });
      break;
    case 'goes on':
      await update({ cancel_at: '' });
      break;
    case 'trial':
      if (status !== 'paused') await update({ trial_end: now + Math.ceil(20 * DAY * one.part) });
      break;
    case 'begins anew':
      if (status === 'trialing') await update({ trial_end: 'now' });
      else if (isPaid) await update({ billing_cycle_anchor: { type: 'now' } });
      break;
    case 'paused':
      if (isPaid) await stripe.subscriptions.pause(id);
      break;
    case 'resumed':
      if (status === 'paused')
        await stripe.subscriptions.resume(id, { billing_cycle_anchor: { type: one.anchor as 'now' } });
      break;
  }
  return now;
}

/** What was billed of an item: a time that was paid for, or given back. */
interface Entry {
  item: string;
  price: string;
  quantity: number;
  amount: number;
  period: { start: number; end: number };
  isCredit: boolean;
}

type Billed = Pick<Stripe.InvoiceLineItem, 'amount' | 'description' | 'period' | 'pricing' | 'quantity'>;

const entryOf = (
  item: unknown,
  { amount, description, period, pricing, quantity: count }: Billed,
): Entry => ({
  item: String(item),
  price: String(pricing?.price_details?.price),
  quantity: count ?? 1,
  amount,
  period,
  isCredit: description?.startsWith('Unused time') ?? false,
});

/** All that was billed of a subscription, and all that waits for an invoice. Checks that the lines of each invoice add up. */
async function entriesOf(customer: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const { id, total } of stripe.invoices.list({ customer, limit: 100 })) {
    let sum = 0;
    for await (const line of stripe.invoices.listLineItems(id, { limit: 100 })) {
      sum += line.amount;
      if (!line.description?.startsWith('Trial period'))
        entries.push(entryOf(line.parent?.subscription_item_details?.subscription_item, line));
    }
    expect([id, sum]).toEqual([id, total]);
  }
  for await (const item of stripe.invoiceItems.list({ customer, pending: true, limit: 100 }))
    entries.push(entryOf(item.parent?.subscription_details?.subscription_item, item));
  return entries;
}

/** What an item costs at a time, as `price × quantity`; nothing where it costs nothing. */
function heldAt(states: readonly State[], item: string, time: number): string[] {
  const { subscription } = [...states].reverse().find(({ from }) => from <= time) as State;
  const found = subscription.items.data.find(({ id }) => id === item);
  const { cancel_at: end, status, trial_end: trial } = subscription;
  const isOver = status === 'canceled' || (end !== null && time >= end);
  const isFree = status === 'paused' || (status === 'trialing' && trial !== null && time < trial);
  if (!found || isOver || isFree) return [];
  const isLast = states.at(-1)?.subscription === subscription;
  return isLast && time >= found.current_period_end ? [] : [`${found.price.id} × ${found.quantity}`];
}

/** What was paid for an item at a time, and not given back. */
function paidAt(entries: readonly Entry[], item: string, time: number): string[] {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    if (entry.item !== item || time < entry.period.start || time >= entry.period.end) continue;
    const key = `${entry.price} × ${entry.quantity}`;
    counts.set(key, (counts.get(key) ?? 0) + (entry.isCredit ? -1 : 1));
  }
  return [...counts].flatMap(([key, times]) =>
    times === 0 ? [] : Array(Math.abs(times)).fill(times > 0 ? key : `-${key}`),
  );
}

/** What a time costs, by the second, with the periods of each anchor that the subscription had. */
function costsOf(
  { isCredit, period, price: id, quantity: count }: Entry,
  anchors: readonly number[],
): number[] {
  const price = catalogue.find((one) => one.id === id) as Stripe.Price;
  const terms = {
    billing_scheme: 'per_unit' as const,
    transform_quantity: null,
    unit_amount_decimal: String(price.unit_amount),
  };
  return anchors.map((anchor) => {
    const whole = periodAt(anchor, everyOf(price), period.start);
    const cost = remaining({ terms, quantity: count }, whole, whole.end - (period.end - period.start));
    return isCredit && cost !== 0 ? -cost : cost;
  });
}

test('each second of each item is paid for once, whatever happens to the subscription', async () => {
  await fc.assert(
    fc.asyncProperty(life, async ({ begin, first, happenings }) => {
      const { clock, customer } = await customerAt(stripe, begin);
      const created = await stripe.subscriptions.create({
        customer,
        items: first.map((index) => ({ price: String(catalogue[index]?.id) })),
      });
      const states: State[] = [{ from: begin, subscription: created }];
      let now = begin;
      for (const one of happenings) {
        const { subscription } = states.at(-1) as State;
        if (subscription.status === 'canceled') break;
        now = await happen(one, { clock, now, subscription });
        states.push({ from: now, subscription: await stripe.subscriptions.retrieve(created.id) });
      }
      const entries = await entriesOf(customer);
      const anchors = [...new Set(states.map(({ subscription }) => subscription.billing_cycle_anchor))];
      for (const entry of entries) expect(costsOf(entry, anchors)).toContain(entry.amount);
      const times = [
        ...states.flatMap(({ from, subscription: { cancel_at, trial_end } }) => [from, cancel_at, trial_end]),
        ...entries.flatMap(({ period }) => [period.start, period.end]),
      ].filter((time): time is number => time !== null && time >= begin);
      for (const item of new Set(entries.map((entry) => entry.item))) {
        for (const time of new Set(times))
          expect([item, time, paidAt(entries, item, time)]).toEqual([item, time, heldAt(states, item, time)]);
      }
    }),
    { numRuns: 15 },
  );
}, 240_000);
