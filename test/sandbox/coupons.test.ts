/** What is taken off, by whom it can be used and until when, as the official client says it. */
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

const soon = () => Math.floor(Date.now() / 1000) + 3600;

describe('a coupon', () => {
  test('takes off a percentage, for once, for months or for ever', async () => {
    const coupon = await stripe.coupons.create({
      duration: 'repeating',
      duration_in_months: 3,
      max_redemptions: 10,
      metadata: { campaign: 'spring' },
      name: 'Spring',
      percent_off: 12.5,
      redeem_by: soon(),
    });
    expect(coupon).toMatchObject({
      object: 'coupon',
      amount_off: null,
      currency: null,
      duration: 'repeating',
      duration_in_months: 3,
      percent_off: 12.5,
      times_redeemed: 0,
      valid: true,
    });
    expect(coupon).not.toHaveProperty('applies_to');
    const changed = await stripe.coupons.update(coupon.id, { metadata: { campaign: '' }, name: 'Summer' });
    expect(changed).toMatchObject({ metadata: {}, name: 'Summer' });
    expect(await stripe.coupons.retrieve(coupon.id)).toEqual(changed);
    expect((await stripe.coupons.list({ limit: 1 })).data).toEqual([changed]);
    expect(await stripe.coupons.del(coupon.id)).toEqual({ id: coupon.id, object: 'coupon', deleted: true });
    expect((await refusal(stripe.coupons.retrieve(coupon.id))).code).toBe('resource_missing');
    expect(await eventsOf(stripe, coupon.id)).toEqual(['coupon.created', 'coupon.updated', 'coupon.deleted']);
  });

  test('takes off an amount in each of its currencies, of some products', async () => {
    const { id: product } = await stripe.products.create({ name: 'Gold' });
    const coupon = await stripe.coupons.create({
      id: 'FIVE-OFF',
      amount_off: 500,
      applies_to: { products: [product] },
      currency: 'usd',
      currency_options: { eur: { amount_off: 450 } },
      expand: ['applies_to', 'currency_options'],
    });
    expect(coupon).toMatchObject({
      id: 'FIVE-OFF',
      applies_to: { products: [product] },
      currency: 'usd',
      currency_options: { eur: { amount_off: 450 }, usd: { amount_off: 500 } },
      duration: 'once',
    });
    const again = await refusal(stripe.coupons.create({ id: 'FIVE-OFF', percent_off: 5 }));
    expect(again).toMatchObject({ statusCode: 400, code: 'resource_already_exists', param: 'id' });
    const more = { currency_options: { gbp: { amount_off: 400 } }, expand: ['currency_options'] };
    const { currency_options: options } = await stripe.coupons.update(coupon.id, more);
    expect(Object.keys(options ?? {}).sort()).toEqual(['eur', 'gbp', 'usd']);
    const twice = await refusal(
      stripe.coupons.update(coupon.id, { currency_options: { eur: { amount_off: 1 } } }),
    );
    expect(twice.param).toBe('currency_options[eur]');
  });

  test.each<[string, Stripe.CouponCreateParams, string]>([
    ['nothing off', {}, 'percent_off'],
    ['both off', { amount_off: 1, currency: 'usd', percent_off: 1 }, 'percent_off'],
    ['no currency', { amount_off: 1 }, 'currency'],
    ['nothing in percent', { percent_off: 0 }, 'percent_off'],
    ['more than all', { percent_off: 100.5 }, 'percent_off'],
    ['no months', { duration: 'repeating', percent_off: 1 }, 'duration_in_months'],
    ['months for once', { duration_in_months: 2, percent_off: 1 }, 'duration_in_months'],
    ['an end that is over', { percent_off: 1, redeem_by: 1_000_000_000 }, 'redeem_by'],
  ])('is refused with %s', async (_, params, param) => {
    expect(await refusal(stripe.coupons.create(params))).toMatchObject({ statusCode: 400, param });
  });
});

describe('a promotion code', () => {
  let coupon: string;
  beforeAll(async () => {
    coupon = (await stripe.coupons.create({ max_redemptions: 5, percent_off: 25 })).id;
  });

  const create = (params: Partial<Stripe.PromotionCodeCreateParams> = {}) =>
    stripe.promotionCodes.create({ promotion: { coupon, type: 'coupon' }, ...params });

  test('is a text by which a coupon is used, with its restrictions', async () => {
    const code = await create({
      code: 'Spring25',
      expires_at: soon(),
      max_redemptions: 5,
      restrictions: { first_time_transaction: true, minimum_amount: 1000, minimum_amount_currency: 'usd' },
    });
    expect(code).toMatchObject({
      object: 'promotion_code',
      active: true,
      code: 'Spring25',
      customer: null,
      promotion: { coupon, type: 'coupon' },
      restrictions: { first_time_transaction: true, minimum_amount: 1000, minimum_amount_currency: 'usd' },
      times_redeemed: 0,
    });
    expect((await stripe.promotionCodes.list({ code: 'spring25' })).data).toMatchObject([{ id: code.id }]);
    const found = await stripe.promotionCodes.retrieve(code.id, { expand: ['promotion.coupon'] });
    expect(found.promotion.coupon).toMatchObject({ id: coupon, percent_off: 25 });
    const off = await stripe.promotionCodes.update(code.id, { active: false });
    expect(off.active).toBe(false);
    expect((await stripe.promotionCodes.list({ active: true, coupon })).data).toEqual([]);
    expect(await eventsOf(stripe, code.id)).toEqual(['promotion_code.created', 'promotion_code.updated']);
  });

  test('is in use once, in whatever capitals, until it is switched off', async () => {
    const { id } = await create({ code: 'ONCE' });
    const again = { statusCode: 400, code: 'resource_already_exists', param: 'code' };
    expect(await refusal(create({ code: 'once' }))).toMatchObject(again);
    const { id: customer } = await stripe.customers.create();
    expect((await create({ code: 'Once', customer })).customer).toBe(customer);
    await stripe.promotionCodes.update(id, { active: false });
    await create({ code: 'once' });
    expect(await refusal(stripe.promotionCodes.update(id, { active: true }))).toMatchObject(again);
  });

  test('has a text of its own making, and goes no further than its coupon', async () => {
    expect((await create()).code).toMatch(/^[A-Z0-9]{8}$/);
    expect((await refusal(create({ max_redemptions: 6 }))).param).toBe('max_redemptions');
    expect((await refusal(create({ expires_at: 1_000_000_000 }))).param).toBe('expires_at');
    expect((await refusal(create({ restrictions: { minimum_amount: 5 } }))).param).toBe(
      'restrictions[minimum_amount_currency]',
    );
    const missing = await refusal(create({ promotion: { coupon: 'none', type: 'coupon' } }));
    expect(missing).toMatchObject({ code: 'resource_missing', param: 'promotion[coupon]' });
  });

  test('names its coupon as its version does', async () => {
    const older = officialClient(sandbox, sandbox.secretKey, { apiVersion: '2025-08-27.basil' as never });
    const { id, ...code } = await older.promotionCodes.create({ coupon } as never);
    expect(code).toMatchObject({ coupon: { id: coupon, object: 'coupon', percent_off: 25 } });
    expect(code).not.toHaveProperty('promotion');
    const newest = await stripe.promotionCodes.retrieve(id);
    expect(newest.promotion).toEqual({ coupon, type: 'coupon' });
    expect(newest).not.toHaveProperty('coupon');
  });
});
