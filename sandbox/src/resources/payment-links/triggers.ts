import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

const created: FixtureRequest = {
  name: 'payment_link',
  path: '/v1/payment_links',
  method: 'post',
  params: {
    line_items: [
      { price_data: { currency: 'eur', product_data: { name: 'T-shirt' }, unit_amount: 1500 }, quantity: 1 },
    ],
  },
};

export const triggers: Triggers = {
  'payment_link.created': [created],
  'payment_link.updated': [
    created,
    {
      name: 'updated',
      path: '/v1/payment_links/${payment_link:id}',
      method: 'post',
      params: { active: false },
    },
  ],
};
