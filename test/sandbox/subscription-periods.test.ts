/** Which seconds subscriptions are billed for, whatever their prices and dates are. */
import fc from 'fast-check';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { boundary, type Every } from '../../sandbox/src/billing/periods.js';
import type { Sandbox } from '../../sandbox/src/index.js';
import { eventually, start } from './harness.js';
import { officialClient } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const DAY = 24 * 3600;

const every = fc.oneof(
  fc.record({ interval: fc.constant('day' as const), interval_count: fc.integer({ min: 1, max: 45 }) }),
  fc.record({ interval: fc.constant('week' as const), interval_count: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ interval: fc.constant('month' as const), interval_count: fc.integer({ min: 1, max: 7 }) }),
  fc.record({ interval: fc.constant('year' as const), interval_count: fc.constant(1) }),
);

const plan = fc.record({
  // Days at the end of a month, and of February, are the ones that go wrong.
  begin: fc
    .tuple(
      fc.integer({ min: 2028, max: 2033 }),
      fc.integer({ min: 0, max: 11 }),
      fc.integer({ min: 26, max: 31 }),
      fc.integer({ min: 0, max: DAY - 1 }),
    )
    .map(([year, month, day, second]) => Date.UTC(year, month, day) / 1000 + second),
  prices: fc.array(
    fc.record({
      every,
      amount: fc.integer({ min: 0, max: 99_999 }),
      quantity: fc.integer({ min: 1, max: 9 }),
    }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
  trialDays: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
  anchorDay: fc.option(fc.integer({ min: 1, max: 31 }), { nil: undefined }),
  advances: fc.array(fc.double({ min: 0.1, max: 1, noNaN: true }), { minLength: 1, maxLength: 3 }),
});

test('no customer is billed twice for the same second, none is missed, and the lines of each invoice add up', async () => {
  await fc.assert(
    fc.asyncProperty(plan, async ({ advances, anchorDay, begin, prices, trialDays }) => {
      const { id: clock } = await stripe.testHelpers.testClocks.create({ frozen_time: begin });
      const card = 'pm_card_visa';
      const { id: customer } = await stripe.customers.create({
        test_clock: clock,
        payment_method: card,
        invoice_settings: { default_payment_method: card },
      });
      const items = await Promise.all(
        prices.map(async ({ amount, every: recurring, quantity }) => ({
          price: (
            await stripe.prices.create({
              currency: 'usd',
              unit_amount: amount,
              product_data: { name: 'Plan' },
              recurring,
            })
          ).id,
          quantity,
        })),
      );
      const { id } = await stripe.subscriptions.create({
        customer,
        items,
        ...(trialDays !== undefined && { trial_period_days: trialDays }),
        ...(anchorDay !== undefined && { billing_cycle_anchor_config: { day_of_month: anchorDay } }),
      });
      let now = begin;
      for (const part of advances) {
        const furthest = Math.min(...prices.map((price) => boundary(now, price.every as Every, 2)));
        now += Math.max(1, Math.floor((furthest - now) * part));
        await stripe.testHelpers.testClocks.advance(clock, { frozen_time: now });
        await eventually(
          () => stripe.testHelpers.testClocks.retrieve(clock),
          ({ status }) => status === 'ready',
        );
      }
      const subscription = await stripe.subscriptions.retrieve(id);
      const invoices: Stripe.Invoice[] = [];
      for await (const invoice of stripe.invoices.list({ subscription: id, limit: 100 }))
        invoices.unshift(invoice);
      for (const { lines, total } of invoices)
        expect(lines.data.reduce((sum, { amount }) => sum + amount, 0)).toBe(total);
      for (const item of subscription.items.data) {
        const billed = invoices
          .flatMap(({ lines }) => lines.data)
          .filter(({ parent }) => parent?.subscription_item_details?.subscription_item === item.id)
          .map(({ period }) => period);
        let until = begin;
        for (const period of billed) {
          expect(period.start).toBe(until);
          expect(period.end).toBeGreaterThan(period.start);
          until = period.end;
        }
        expect(until).toBe(item.current_period_end);
        expect(item.current_period_start).toBeLessThanOrEqual(now);
        expect(item.current_period_end).toBeGreaterThan(now);
      }
    }),
    { numRuns: 15 },
  );
}, 240_000);
