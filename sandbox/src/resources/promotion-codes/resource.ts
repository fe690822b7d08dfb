import type Stripe from 'stripe';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { finder } from './find.js';
import { promotionCodes } from './promotion-codes.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';
import { versions } from './versions.js';

const page = listing<Stripe.PromotionCode>({
  page: 'promotion-codes',
  section: 'Products',
  title: 'Promotion codes',
  one: 'Promotion code',
  finder,
  columns: {
    Code: ({ code }) => code,
    Coupon: ({ promotion }) => String(promotion.coupon),
    Active: ({ active }) => (active ? 'yes' : 'no'),
    Created: ({ created }) => new Date(created * 1000),
  },
});

export const resource = defineResource({
  name: 'promotion_codes',
  routes,
  objects: { promo: promotionCodes.load },
  live: true,
  listing: page,
  triggers,
  versions,
});
