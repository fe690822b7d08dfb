import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

const created: FixtureRequest[] = [
  {
    name: 'coupon',
    path: '/v1/coupons',
    method: 'post',
    params: { duration: 'once', percent_off: 25 },
  },
  {
    name: 'promotion_code',
    path: '/v1/promotion_codes',
    method: 'post',
    params: { promotion: { type: 'coupon', coupon: '${coupon:id}' } },
  },
];

export const triggers: Triggers = {
  'promotion_code.created': created,
  'promotion_code.updated': [
    ...created,
    {
      name: 'updated',
      path: '/v1/promotion_codes/${promotion_code:id}',
      method: 'post',
      params: { active: false },
    },
  ],
};
