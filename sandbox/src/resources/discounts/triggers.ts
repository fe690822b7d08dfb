import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

/** A version in which a customer has a discount by a request. */
const version = '2024-06-20';

const coupon = (name: string): FixtureRequest => ({
  name,
  path: '/v1/coupons',
  method: 'post',
  params: { duration: 'forever', percent_off: 25 },
});

const created: FixtureRequest[] = [
  coupon('coupon'),
  {
    name: 'customer',
    path: '/v1/customers',
    method: 'post',
    params: { name: 'Jenny Rosen', coupon: '${coupon:id}' },
    version,
  },
];

export const triggers: Triggers = {
  'customer.discount.created': created,
  'customer.discount.deleted': [
    ...created,
    { name: 'deleted', path: '/v1/customers/${customer:id}/discount', method: 'delete' },
  ],
  'customer.discount.updated': [
    ...created,
    coupon('other'),
    {
      name: 'updated',
      path: '/v1/customers/${customer:id}',
      method: 'post',
      params: { coupon: '${other:id}' },
      version,
    },
  ],
};
