import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { coupons, loadCoupon } from './coupons.js';
import { finder } from './find.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';

const page = listing<Stripe.Coupon>({
  page: 'coupons',
  section: 'Products',
  title: 'Coupons',
  one: 'Coupon',
  finder,
  columns: {
    Name: ({ name }) => name ?? '',
    Off: ({ amount_off, currency, percent_off }) =>
      amount_off === null ? `${percent_off} %` : money(amount_off, currency ?? ''),
    Duration: ({ duration, duration_in_months }) =>
      duration === 'repeating' ? `${duration_in_months} months` : duration,
    Valid: ({ valid }) => (valid ? 'yes' : 'no'),
  },
});

export const resource = defineResource({
  name: 'coupons',
  routes,
  objects: { 'coupon *': loadCoupon },
  includes: {
    'coupon.applies_to': async (call, id) => (await coupons.find(call, id)).appliesTo ?? undefined,
    'coupon.currency_options': async (call, id) => (await coupons.find(call, id)).currencyOptions,
  },
  live: true,
  listing: page,
  triggers,
});
