/** Rates of tax and of shipping, as the official client says them. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('a tax rate keeps its percentage, and can be renamed and archived', async () => {
  const rate = await stripe.taxRates.create({
    country: 'de',
    display_name: 'VAT',
    inclusive: true,
    jurisdiction: 'DE',
    percentage: 19.25,
    tax_type: 'vat',
  });
  expect(rate).toMatchObject({
    object: 'tax_rate',
    active: true,
    country: 'DE',
    inclusive: true,
    percentage: 19.25,
    rate_type: 'percentage',
    tax_type: 'vat',
  });
  const changed = await stripe.taxRates.update(rate.id, { active: false, display_name: 'MwSt.' });
  expect(changed).toEqual({ ...rate, active: false, display_name: 'MwSt.' });
  expect(await stripe.taxRates.retrieve(rate.id)).toEqual(changed);
  expect((await stripe.taxRates.list({ active: false, inclusive: true })).data).toEqual([changed]);
  expect((await stripe.taxRates.list({ active: true })).data).toEqual([]);
  const fixed = stripe.taxRates.update(rate.id, { percentage: 20 } as Stripe.TaxRateUpdateParams);
  expect((await refusal(fixed)).code).toBe('parameter_unknown');
  const tooMuch = stripe.taxRates.create({ display_name: 'All', inclusive: false, percentage: 101 });
  expect((await refusal(tooMuch)).param).toBe('percentage');
  expect(await eventsOf(stripe, rate.id)).toEqual(['tax_rate.created', 'tax_rate.updated']);
});

test('a shipping rate has an amount in each of its currencies, and the own one stays', async () => {
  const rate = await stripe.shippingRates.create({
    delivery_estimate: { maximum: { unit: 'business_day', value: 5 }, minimum: { unit: 'day', value: 1 } },
    display_name: 'Ground',
    fixed_amount: { amount: 500, currency: 'usd', currency_options: { eur: { amount: 450 } } },
    type: 'fixed_amount',
  });
  expect(rate).toMatchObject({
    object: 'shipping_rate',
    active: true,
    delivery_estimate: { maximum: { unit: 'business_day', value: 5 }, minimum: { unit: 'day', value: 1 } },
    fixed_amount: {
      amount: 500,
      currency: 'usd',
      currency_options: { eur: { amount: 450 }, usd: { amount: 500, tax_behavior: 'unspecified' } },
    },
    tax_behavior: 'unspecified',
  });
  const changed = await stripe.shippingRates.update(rate.id, {
    active: false,
    fixed_amount: { currency_options: { eur: { amount: 400 }, gbp: { amount: 350 }, usd: { amount: 1 } } },
    metadata: { zone: '1' },
  });
  expect(changed).toMatchObject({
    active: false,
    fixed_amount: {
      amount: 500,
      currency_options: { eur: { amount: 400 }, gbp: { amount: 350 }, usd: { amount: 500 } },
    },
    metadata: { zone: '1' },
  });
  expect(await stripe.shippingRates.retrieve(rate.id)).toEqual(changed);
  expect((await stripe.shippingRates.list({ active: false, currency: 'usd' })).data).toEqual([changed]);
  expect((await stripe.shippingRates.list({ currency: 'eur' })).data).toEqual([]);
});
