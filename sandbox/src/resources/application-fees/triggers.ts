import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';
import { accountRequest } from '../accounts/index.js';

const payment: FixtureRequest[] = [
  accountRequest,
  {
    name: 'charge',
    path: '/v1/charges',
    method: 'post',
    params: {
      amount: 2000,
      currency: 'usd',
      source: 'tok_visa',
      application_fee_amount: 200,
      transfer_data: { destination: '${account:id}' },
    },
  },
];

const refunded: FixtureRequest[] = [
  ...payment,
  {
    name: 'refund',
    path: '/v1/application_fees/${charge:application_fee}/refunds',
    method: 'post',
    params: { amount: 100 },
  },
];

export const triggers: Triggers = {
  'application_fee.created': payment,
  'application_fee.refund.updated': [
    ...refunded,
    {
      name: 'updated',
      path: '/v1/application_fees/${charge:application_fee}/refunds/${refund:id}',
      method: 'post',
      params: { metadata: { order_id: '6735' } },
    },
  ],
  'application_fee.refunded': refunded,
};
