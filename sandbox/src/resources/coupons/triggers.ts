import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

const coupon: FixtureRequest = {
  name: 'coupon',
  path: '/v1/coupons',
  method: 'post',
  params: { duration: 'once', percent_off: 25 },
};

export const triggers: Triggers = {
  'coupon.created': [coupon],
  'coupon.deleted': [coupon, { name: 'deleted', path: '/v1/coupons/${coupon:id}', method: 'delete' }],
  'coupon.updated': [
    coupon,
    { name: 'updated', path: '/v1/coupons/${coupon:id}', method: 'post', params: { name: 'Spring' } },
  ],
};
