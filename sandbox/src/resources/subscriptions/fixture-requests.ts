import type { FixtureRequest } from '../../kernel/fixture.js';

/** The customer of a fixture, who has a card to pay with. */
export const customer: FixtureRequest = {
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

/** The monthly price of a fixture. */
export const price: FixtureRequest = {
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
