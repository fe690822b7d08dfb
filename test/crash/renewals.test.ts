import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { testClocks } from '../../sandbox/src/kernel/clocks/table.js';
import { startCommand } from '../sandbox/command.js';
import { eventually, temporaryDirectory, withDatabase } from '../sandbox/harness.js';
import { officialClient } from '../sandbox/official.js';

const at = (month: number, hours = 0) => Date.UTC(2031, month, 1, hours) / 1000;

const MONTHS = 12;
const ADVANCE = 2;

test('a test clock that is killed in the middle of each advance goes on, and bills and collects every month once', async () => {
  const directory = temporaryDirectory();
  let sandbox = await startCommand([], directory);
  let stripe = officialClient(sandbox);
  const { id: clock } = await stripe.testHelpers.testClocks.create({ frozen_time: at(0) });
  const { id: price } = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 2000,
    product_data: { name: 'Gold' },
    recurring: { interval: 'month' },
  });
  const subscriptions: string[] = [];
  for (let count = 0; count < 9; count++) {
    const customer = await customerOf(stripe, clock, count);
    subscriptions.push((await stripe.subscriptions.create({ customer, items: [{ price }] })).id);
  }

  let inTheMiddle = 0;
  for (let month = ADVANCE; month <= MONTHS; month += ADVANCE) {
    await stripe.testHelpers.testClocks.advance(clock, { frozen_time: at(month) });
    await sleep(100 + 20 * month);
    sandbox.child.kill('SIGKILL');
    await sandbox.exited;
    const [left] = await withDatabase(join(directory, '.payframe'), (db) => db.select().from(testClocks));
    const { frozen_time, status } = left?.body ?? {};
    if (status === 'advancing' && Number(frozen_time) > at(month - ADVANCE)) inTheMiddle += 1;
    sandbox = await startCommand([], directory);
    stripe = officialClient(sandbox);
    await eventually(
      () => stripe.testHelpers.testClocks.retrieve(clock),
      ({ status }) => status === 'ready',
    );
  }
  expect(inTheMiddle).toBeGreaterThan(0);

  const periods = Array.from({ length: MONTHS + 1 }, (_, month) => [at(month), at(month + 1)]);
  for (const subscription of subscriptions) {
    const invoices = (await stripe.invoices.list({ subscription, limit: 100 })).data.reverse();
    expect(
      invoices.flatMap(({ lines }) => lines.data.map(({ period }) => [period.start, period.end])),
    ).toEqual(periods);
    // The last one is still a draft.
    expect(invoices.map(({ status }) => status)).toEqual([...Array(MONTHS).fill('paid'), 'draft']);
  }
  const charges: Stripe.Charge[] = [];
  for await (const charge of stripe.charges.list({ limit: 100 })) charges.push(charge);
  expect(charges).toHaveLength(subscriptions.length * MONTHS);
  expect(new Set(charges.map(({ payment_intent: intent }) => intent)).size).toBe(charges.length);
}, 600_000);

/** A customer of the clock, which has three with three subscriptions each. */
async function customerOf(stripe: Stripe, test_clock: string, count: number): Promise<string> {
  const { data } = await stripe.customers.list({ test_clock });
  const [newest] = data;
  if (newest && count % 3 > 0) return newest.id;
  const card = 'pm_card_visa';
  const { id } = await stripe.customers.create({
    test_clock,
    payment_method: card,
    invoice_settings: { default_payment_method: card },
  });
  return id;
}
