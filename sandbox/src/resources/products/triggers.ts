import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

const product: FixtureRequest = {
  name: 'product',
  path: '/v1/products',
  method: 'post',
  params: { name: 'Gold plan', description: 'payframe-sandbox trigger' },
};

export const triggers: Triggers = {
  'product.created': [product],
  'product.deleted': [product, { name: 'deleted', path: '/v1/products/${product:id}', method: 'delete' }],
  'product.updated': [
    product,
    {
      name: 'updated',
      path: '/v1/products/${product:id}',
      method: 'post',
      params: { metadata: { order_id: '6735' } },
    },
  ],
};
