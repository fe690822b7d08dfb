import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

const price: FixtureRequest = {
  name: 'price',
  path: '/v1/prices',
  method: 'post',
  params: {
    currency: 'usd',
    product_data: { name: 'Gold plan' },
    recurring: { interval: 'month' },
    unit_amount: 1500,
  },
};

export const triggers: Triggers = {
  'price.created': [price],
  'price.updated': [
    price,
    {
      name: 'updated',
      path: '/v1/prices/${price:id}',
      method: 'post',
      params: { metadata: { order_id: '6735' } },
    },
  ],
};
