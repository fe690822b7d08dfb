import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

const customer: FixtureRequest = {
  name: 'customer',
  path: '/v1/customers',
  method: 'post',
  params: { name: 'Jenny Rosen', email: 'jenny.rosen@example.com', description: 'payframe-sandbox trigger' },
};

const attached: FixtureRequest = {
  name: 'payment_method',
  path: '/v1/payment_methods/pm_card_visa/attach',
  method: 'post',
  params: { customer: '${customer:id}' },
};

const source: FixtureRequest = {
  name: 'source',
  path: '/v1/customers/${customer:id}/sources',
  method: 'post',
  params: { source: 'tok_visa' },
};

export const triggers: Triggers = {
  'customer.created': [customer],
  'customer.deleted': [customer, { name: 'deleted', path: '/v1/customers/${customer:id}', method: 'delete' }],
  'customer.source.created': [customer, source],
  'customer.source.deleted': [
    customer,
    source,
    { name: 'deleted', path: '/v1/customers/${customer:id}/sources/${source:id}', method: 'delete' },
  ],
  'customer.source.updated': [
    customer,
    source,
    {
      name: 'updated',
      path: '/v1/customers/${customer:id}/sources/${source:id}',
      method: 'post',
      params: { metadata: { order_id: '6735' } },
    },
  ],
  'customer.updated': [
    customer,
    {
      name: 'updated',
      path: '/v1/customers/${customer:id}',
      method: 'post',
      params: { metadata: { order_id: '6735' } },
    },
  ],
  'payment_method.attached': [customer, attached],
  'payment_method.detached': [
    customer,
    attached,
    { name: 'detached', path: '/v1/payment_methods/${payment_method:id}/detach', method: 'post' },
  ],
  'payment_method.updated': [
    customer,
    attached,
    {
      name: 'updated',
      path: '/v1/payment_methods/${payment_method:id}',
      method: 'post',
      params: { metadata: { order_id: '6735' } },
    },
  ],
};
