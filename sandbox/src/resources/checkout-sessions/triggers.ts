import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

const created: FixtureRequest = {
  name: 'checkout_session',
  path: '/v1/checkout/sessions',
  method: 'post',
  params: {
    line_items: [
      {
        price_data: { currency: 'eur', product_data: { name: 'T-shirt' }, unit_amount: 1500 },
        quantity: 2,
      },
    ],
    mode: 'payment',
    success_url: 'https://shop.example/thanks?session={CHECKOUT_SESSION_ID}',
  },
};

const step = (name: string, path: string, params: object = {}): FixtureRequest => ({
  name,
  path,
  method: 'post',
  params,
});

const complete = (params: object = {}) =>
  step('completed', '/v1/test_helpers/checkout/sessions/${checkout_session:id}/complete', params);

export const triggers: Triggers = {
  'checkout.session.async_payment_failed': [created, complete({ payment_method: 'pm_failed_de' })],
  'checkout.session.async_payment_succeeded': [created, complete({ payment_method: 'pm_success_de' })],
  'checkout.session.completed': [created, complete()],
  'checkout.session.expired': [
    created,
    step('expired', '/v1/checkout/sessions/${checkout_session:id}/expire'),
  ],
};
