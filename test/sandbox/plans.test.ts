/** Recurring prices in their older form, as the official client says it. */
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

const MONTHLY = { amount: 2000, currency: 'usd', interval: 'month', product: { name: 'Gold' } } as const;

describe('a plan', () => {
  test('is a recurring price of the same id', async () => {
    const plan = await stripe.plans.create({ ...MONTHLY, nickname: 'Monthly', trial_period_days: 7 });
    expect(plan).toMatchObject({
      object: 'plan',
      active: true,
      amount: 2000,
      billing_scheme: 'per_unit',
      interval: 'month',
      interval_count: 1,
      nickname: 'Monthly',
      trial_period_days: 7,
      usage_type: 'licensed',
    });
    expect(plan.id).toMatch(/^plan_/);
    expect(String(plan.amount_decimal)).toBe('2000');
    expect(await stripe.prices.retrieve(plan.id)).toMatchObject({
      id: plan.id,
      object: 'price',
      product: plan.product,
      recurring: { interval: 'month', interval_count: 1, trial_period_days: 7, usage_type: 'licensed' },
      unit_amount: 2000,
    });
    expect(await eventsOf(stripe, plan.id)).toEqual(['plan.created', 'price.created']);
  });

  test('is there for every recurring price, and for no other', async () => {
    const product = (await stripe.products.create({ name: 'Both' })).id;
    const monthly = await stripe.prices.create({
      currency: 'eur',
      product,
      recurring: { interval: 'month', interval_count: 3 },
      unit_amount: 900,
    });
    const once = await stripe.prices.create({ currency: 'eur', product, unit_amount: 100 });
    const plan = await stripe.plans.retrieve(monthly.id, { expand: ['product'] });
    expect(plan).toMatchObject({ id: monthly.id, amount: 900, interval_count: 3, product: { id: product } });
    expect((await stripe.plans.list({ product })).data.map(({ id }) => id)).toEqual([monthly.id]);
    const refused = await refusal(stripe.plans.retrieve(once.id));
    expect(refused).toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'plan' });
  });

  test('can have an id of its own, once', async () => {
    const plan = await stripe.plans.create({ ...MONTHLY, id: 'gold.monthly-2' });
    expect(plan.id).toBe('gold.monthly-2');
    const again = await refusal(stripe.plans.create({ ...MONTHLY, id: 'gold.monthly-2' }));
    expect(again).toMatchObject({ statusCode: 400, code: 'resource_already_exists', param: 'id' });
    expect((await stripe.prices.retrieve('gold.monthly-2')).unit_amount).toBe(2000);
  });

  test('in tiers shows them only to who expands them', async () => {
    const { id, product } = await stripe.plans.create({
      billing_scheme: 'tiered',
      currency: 'usd',
      interval: 'year',
      product: { name: 'Tiers' },
      tiers: [
        { unit_amount: 1000, up_to: 10 },
        { unit_amount: 800, up_to: 'inf' },
      ],
      tiers_mode: 'volume',
    });
    expect(await stripe.plans.retrieve(id)).not.toHaveProperty('tiers');
    const { data } = await stripe.plans.list({ product: String(product), expand: ['data.tiers'] });
    expect(data[0]?.tiers).toMatchObject([{ up_to: 10 }, { unit_amount: 800, up_to: null }]);
  });

  test('and its price change together, and tell what they were', async () => {
    const { id } = await stripe.plans.create({ ...MONTHLY, metadata: { tier: 'gold' } });
    const other = (await stripe.products.create({ name: 'Other' })).id;
    const plan = await stripe.plans.update(id, {
      active: false,
      metadata: { level: '3' },
      product: other,
      trial_period_days: 30,
    });
    expect(plan).toMatchObject({
      active: false,
      metadata: { level: '3', tier: 'gold' },
      product: other,
      trial_period_days: 30,
    });
    const price = await stripe.prices.retrieve(id);
    expect(price).toMatchObject({ active: false, product: other, recurring: { trial_period_days: 30 } });
    expect((await stripe.prices.list({ product: other })).data).toHaveLength(1);
    const { data } = await stripe.events.list({ type: 'plan.updated', limit: 1 });
    expect(data[0]?.data.previous_attributes).toMatchObject({ active: true, trial_period_days: null });
    await stripe.prices.update(id, { nickname: 'Was gold' });
    expect((await stripe.plans.retrieve(id)).nickname).toBe('Was gold');
    await stripe.prices.update(id, { lookup_key: 'gold' });
    expect(await eventsOf(stripe, id)).toEqual([
      'plan.created',
      'price.created',
      ...['plan.updated', 'price.updated', 'plan.updated', 'price.updated', 'price.updated'],
    ]);
  });

  test('that is deleted is gone, and its lookup key is free', async () => {
    const { id, product } = await stripe.plans.create(MONTHLY);
    await stripe.prices.update(id, { lookup_key: 'monthly' });
    expect(await stripe.plans.del(id)).toEqual({ id, object: 'plan', deleted: true });
    const gone = [
      stripe.plans.retrieve(id),
      stripe.plans.del(id),
      stripe.plans.update(id, { nickname: 'x' }),
      stripe.prices.retrieve(id),
      stripe.prices.update(id, { nickname: 'x' }),
    ];
    for (const error of await Promise.all(gone.map(refusal)))
      expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing' });
    expect((await stripe.plans.list({ product: String(product) })).data).toEqual([]);
    expect((await stripe.prices.list({ product: String(product) })).data).toEqual([]);
    const found = await stripe.prices.search({ query: `product:"${product}"` });
    expect(found.data).toEqual([]);
    expect((await eventsOf(stripe, id)).slice(-2)).toEqual(['plan.deleted', 'price.deleted']);
    const heir = await stripe.prices.create({
      currency: 'usd',
      lookup_key: 'monthly',
      product: String(product),
      unit_amount: 1,
    });
    expect(heir.lookup_key).toBe('monthly');
  });

  test('without one amount is refused', async () => {
    const { amount: _, ...free } = MONTHLY;
    const none = await refusal(stripe.plans.create(free));
    expect(none).toMatchObject({ statusCode: 400, code: 'parameter_missing', param: 'amount' });
    const two = await refusal(stripe.plans.create({ ...MONTHLY, amount_decimal: '2000' as never }));
    expect(two).toMatchObject({ statusCode: 400, param: 'amount' });
  });

  test('of an older version says how its usage is added up', async () => {
    const { id } = await stripe.plans.create(MONTHLY);
    const old = officialClient(sandbox, sandbox.secretKey, { apiVersion: '2023-10-16' as never });
    expect(await old.plans.retrieve(id)).toMatchObject({ aggregate_usage: null, amount: 2000 });
  });
});
