import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

const customer: FixtureRequest = {
  name: 'customer',
  path: '/v1/customers',
  method: 'post',
  params: {
    name: 'Jenny Rosen',
    email: 'jenny.rosen@example.com',
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
    description: 'payframe-sandbox trigger',
  },
};

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

const subscription: FixtureRequest = {
  name: 'subscription',
  path: '/v1/subscriptions',
  method: 'post',
  params: { customer: '${customer:id}', items: [{ price: '${price:id}' }] },
};

const created = [customer, price, subscription];

export const triggers: Triggers = {
  'customer.subscription.created': created,
  'customer.subscription.deleted': [
    ...created,
    { name: 'deleted', path: '/v1/subscriptions/${subscription:id}', method: 'delete' },
  ],
  'customer.subscription.updated': [
    ...created,
    {
      name: 'updated',
      path: '/v1/subscriptions/${subscription:id}',
      method: 'post',
      params: { metadata: { order_id: '6735' } },
    },
  ],
};
