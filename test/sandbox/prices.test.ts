/** What is sold, and for how much, as the official client says it. */
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

describe('a product', () => {
  test('has what it was created with, and notes when it was changed', async () => {
    const product = await stripe.products.create({
      name: 'Gold plan',
      description: 'All of it',
      images: ['https://shop.example/gold.png'],
      marketing_features: [{ name: 'Fast' }],
      metadata: { tier: 'gold' },
      package_dimensions: { height: 1.5, length: 2, weight: 3, width: 4 },
      shippable: false,
      statement_descriptor: 'GOLD',
      unit_label: 'seat',
      url: 'https://shop.example/gold',
    });
    expect(product).toMatchObject({
      object: 'product',
      active: true,
      default_price: null,
      marketing_features: [{ name: 'Fast' }],
      package_dimensions: { height: 1.5, length: 2, weight: 3, width: 4 },
      type: 'service',
      updated: product.created,
    });
    const changed = await stripe.products.update(product.id, {
      active: false,
      description: '',
      metadata: { tier: '', level: '3' },
    });
    expect(changed).toMatchObject({ active: false, description: null, metadata: { level: '3' } });
    expect(await stripe.products.retrieve(product.id)).toEqual(changed);
    expect(await eventsOf(stripe, product.id)).toEqual(['product.created', 'product.updated']);
  });

  test('can have an id of its own, once', async () => {
    const product = await stripe.products.create({ id: 'gold-plan.v2', name: 'Gold' });
    expect(product.id).toBe('gold-plan.v2');
    const again = await refusal(stripe.products.create({ id: 'gold-plan.v2', name: 'Gold' }));
    expect(again).toMatchObject({ statusCode: 400, code: 'resource_already_exists', param: 'id' });
    const price = await stripe.prices.create({
      currency: 'usd',
      expand: ['product'],
      product: product.id,
      unit_amount: 100,
    });
    expect(price.product).toMatchObject({ id: product.id, name: 'Gold' });
  });

  test('is created with its default price, which only one of its own prices can be', async () => {
    const product = await stripe.products.create({
      name: 'Silver',
      default_price_data: { currency: 'eur', unit_amount: 900, recurring: { interval: 'month' } },
      expand: ['default_price'],
    });
    expect(product.default_price).toMatchObject({ product: product.id, unit_amount: 900, type: 'recurring' });
    const foreign = await stripe.prices.create({
      currency: 'eur',
      product_data: { name: 'Bronze' },
      unit_amount: 100,
    });
    const refused = await refusal(stripe.products.update(product.id, { default_price: foreign.id }));
    expect(refused).toMatchObject({ statusCode: 400, param: 'default_price' });
  });

  test('is deleted only while it has no prices', async () => {
    const [sold, unsold] = [
      await stripe.products.create({ name: 'Sold' }),
      await stripe.products.create({ name: 'Unsold' }),
    ];
    await stripe.prices.create({ currency: 'usd', product: sold.id, unit_amount: 100 });
    expect(await refusal(stripe.products.del(sold.id))).toMatchObject({ statusCode: 400, param: 'id' });
    expect(await stripe.products.del(unsold.id)).toEqual({
      id: unsold.id,
      object: 'product',
      deleted: true,
    });
    expect((await refusal(stripe.products.retrieve(unsold.id))).code).toBe('resource_missing');
  });

  test('is found by its list and by a search', async () => {
    const product = await stripe.products.create({ name: 'Needle in a haystack', active: false });
    expect((await stripe.products.list({ active: false, limit: 1 })).data).toMatchObject([
      { id: product.id },
    ]);
    expect((await stripe.products.list({ ids: [product.id] })).data).toHaveLength(1);
    const found = await stripe.products.search({ query: 'name~"needle" AND active:"false"' });
    expect(found.data).toMatchObject([{ id: product.id }]);
  });
});

describe('a price', () => {
  let product: string;
  beforeAll(async () => {
    product = (await stripe.products.create({ name: 'Seats' })).id;
  });

  test('per unit has its amount as a number and as a decimal', async () => {
    const price = await stripe.prices.create({
      currency: 'usd',
      nickname: 'Monthly',
      product,
      recurring: { interval: 'month', trial_period_days: 14 },
      unit_amount: 1500,
    });
    expect(price).toMatchObject({
      billing_scheme: 'per_unit',
      recurring: {
        interval: 'month',
        interval_count: 1,
        meter: null,
        trial_period_days: 14,
        usage_type: 'licensed',
      },
      tax_behavior: 'unspecified',
      type: 'recurring',
      unit_amount: 1500,
    });
    expect(String(price.unit_amount_decimal)).toBe('1500');
    expect(price).not.toHaveProperty('tiers');
    expect(price).not.toHaveProperty('currency_options');
    expect(await eventsOf(stripe, price.id)).toEqual(['plan.created', 'price.created']);
  });

  test('can be a fraction of a cent, which has no whole amount', async () => {
    const { unit_amount, unit_amount_decimal } = await stripe.prices.create({
      currency: 'usd',
      product,
      unit_amount_decimal: '0.05' as never,
    });
    expect([unit_amount, String(unit_amount_decimal)]).toEqual([null, '0.05']);
  });

  test('in tiers shows them only to who expands them', async () => {
    const { id } = await stripe.prices.create({
      billing_scheme: 'tiered',
      currency: 'usd',
      product,
      recurring: { interval: 'month' },
      tiers: [
        { up_to: 10, unit_amount: 1000 },
        { up_to: 'inf', unit_amount_decimal: '799.5' as never, flat_amount: 200 },
      ],
      tiers_mode: 'graduated',
    });
    const plain = await stripe.prices.retrieve(id);
    expect(plain).toMatchObject({ billing_scheme: 'tiered', tiers_mode: 'graduated', unit_amount: null });
    expect(plain).not.toHaveProperty('tiers');
    const { tiers } = await stripe.prices.retrieve(id, { expand: ['tiers'] });
    expect(tiers).toMatchObject([
      { up_to: 10, unit_amount: 1000, flat_amount: null },
      { up_to: null, unit_amount: null, flat_amount: 200 },
    ]);
    expect(String(tiers?.[1]?.unit_amount_decimal)).toBe('799.5');
  });

  test('has an amount of its own in each of its currencies', async () => {
    const { id } = await stripe.prices.create({
      currency: 'usd',
      currency_options: { eur: { unit_amount: 950 }, jpy: { unit_amount: 1500 } },
      product,
      unit_amount: 1000,
    });
    const { currency_options: options } = await stripe.prices.update(id, {
      currency_options: { gbp: { unit_amount: 800 } },
      expand: ['currency_options'],
    });
    expect(Object.keys(options ?? {}).sort()).toEqual(['eur', 'gbp', 'jpy', 'usd']);
    expect(options?.eur).toMatchObject({ unit_amount: 950 });
    expect(options?.usd).toMatchObject({ unit_amount: 1000 });
  });

  test('can leave the amount to the customer, or be for packages', async () => {
    const gift = await stripe.prices.create({
      currency: 'usd',
      custom_unit_amount: { enabled: true, minimum: 500, preset: 1000 },
      product,
    });
    expect(gift).toMatchObject({
      custom_unit_amount: { maximum: null, minimum: 500, preset: 1000 },
      unit_amount: null,
      unit_amount_decimal: null,
    });
    const packages = await stripe.prices.create({
      currency: 'usd',
      product,
      transform_quantity: { divide_by: 10, round: 'up' },
      unit_amount: 500,
    });
    expect(packages.transform_quantity).toEqual({ divide_by: 10, round: 'up' });
  });

  test('keeps its lookup key from others until one takes it away, or it is archived', async () => {
    const create = (more: object = {}) =>
      stripe.prices.create({ currency: 'usd', lookup_key: 'standard', product, unit_amount: 100, ...more });
    const first = await create();
    expect(await refusal(create())).toMatchObject({
      statusCode: 400,
      code: 'resource_already_exists',
      param: 'lookup_key',
    });
    const second = await create({ transfer_lookup_key: true });
    expect((await stripe.prices.retrieve(first.id)).lookup_key).toBeNull();
    expect((await stripe.prices.list({ lookup_keys: ['standard'] })).data).toMatchObject([{ id: second.id }]);
    await stripe.prices.update(second.id, { active: false });
    const third = await create();
    const back = await refusal(stripe.prices.update(second.id, { active: true }));
    expect(back.code).toBe('resource_already_exists');
    expect((await stripe.prices.list({ lookup_keys: ['standard'] })).data).toMatchObject([{ id: third.id }]);
  });

  test('changes its name, its metadata and whether it is sold, and never its amount', async () => {
    const { id } = await stripe.prices.create({ currency: 'usd', product, unit_amount: 100 });
    const changed = await stripe.prices.update(id, {
      active: false,
      metadata: { old: 'yes' },
      nickname: 'Old',
      tax_behavior: 'exclusive',
    });
    expect(changed).toMatchObject({
      active: false,
      metadata: { old: 'yes' },
      nickname: 'Old',
      tax_behavior: 'exclusive',
    });
    const refused = [{ unit_amount: 200 }, { tax_behavior: 'inclusive' }].map((change) =>
      refusal(stripe.prices.update(id, change as Stripe.PriceUpdateParams)),
    );
    expect((await Promise.all(refused)).map(({ param }) => param)).toEqual(['unit_amount', 'tax_behavior']);
  });

  test.each<[string, object, string]>([
    ['no product', { product: undefined, unit_amount: 100 }, 'product'],
    ['no such product', { product: 'prod_none', unit_amount: 100 }, 'product'],
    ['no amount', {}, 'unit_amount'],
    ['two amounts', { unit_amount: 100, unit_amount_decimal: '100' }, 'unit_amount'],
    ['too many digits', { unit_amount_decimal: '0.1234567890123' }, 'unit_amount_decimal'],
    [
      'four years',
      { unit_amount: 100, recurring: { interval: 'year', interval_count: 4 } },
      'recurring[interval_count]',
    ],
    ['no tiers', { billing_scheme: 'tiered', tiers_mode: 'volume', recurring: { interval: 'day' } }, 'tiers'],
    [
      'a last tier with an end',
      {
        billing_scheme: 'tiered',
        recurring: { interval: 'day' },
        tiers: [{ up_to: 5, unit_amount: 1 }],
        tiers_mode: 'volume',
      },
      'tiers[0][up_to]',
    ],
    [
      'tiers that go back',
      {
        billing_scheme: 'tiered',
        recurring: { interval: 'day' },
        tiers: [
          { up_to: 5, unit_amount: 1 },
          { up_to: 5, unit_amount: 1 },
          { up_to: 'inf', unit_amount: 1 },
        ],
        tiers_mode: 'volume',
      },
      'tiers[1][up_to]',
    ],
    [
      'metered without a meter',
      { unit_amount: 1, recurring: { interval: 'month', usage_type: 'metered' } },
      'recurring[meter]',
    ],
  ])('is refused with %s', async (_, params, param) => {
    const error = await refusal(
      stripe.prices.create({ currency: 'usd', product, ...params } as Stripe.PriceCreateParams),
    );
    expect(error).toMatchObject({ type: 'StripeInvalidRequestError', param });
  });

  test('is found by its kind and by a search', async () => {
    const { id } = await stripe.prices.create({
      currency: 'chf',
      lookup_key: 'weekly',
      product,
      recurring: { interval: 'week' },
      unit_amount: 100,
    });
    const listed = await stripe.prices.list({
      currency: 'chf',
      product,
      recurring: { interval: 'week' },
      type: 'recurring',
    });
    expect(listed.data).toMatchObject([{ id }]);
    expect((await stripe.prices.search({ query: 'lookup_key:"weekly"' })).data).toMatchObject([{ id }]);
  });
});

test('a product and a price look as they did in older versions', async () => {
  const older = officialClient(sandbox, sandbox.secretKey, { apiVersion: '2023-10-16' as never });
  const product = await older.products.create({
    name: 'Gold',
    features: [{ name: 'Fast' }],
  } as never);
  expect(product).toMatchObject({ features: [{ name: 'Fast' }] });
  expect(product).not.toHaveProperty('marketing_features');
  const price = await older.prices.create({
    currency: 'usd',
    product: product.id,
    recurring: { interval: 'month' },
    unit_amount: 100,
  });
  expect(price.recurring).toHaveProperty('aggregate_usage', null);
  expect((await stripe.prices.retrieve(price.id)).recurring).not.toHaveProperty('aggregate_usage');
  expect((await stripe.products.retrieve(product.id)).marketing_features).toEqual([{ name: 'Fast' }]);
});
