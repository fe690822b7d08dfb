import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';
import { accountRequest } from '../accounts/index.js';

const transferred: FixtureRequest[] = [
  accountRequest,
  {
    name: 'charge',
    path: '/v1/charges',
    method: 'post',
    params: { amount: 2000, currency: 'usd', source: 'tok_visa' },
  },
  {
    name: 'transfer',
    path: '/v1/transfers',
    method: 'post',
    params: { currency: 'usd', destination: '${account:id}', source_transaction: '${charge:id}' },
  },
];

export const triggers: Triggers = {
  'transfer.created': transferred,
  'transfer.reversed': [
    ...transferred,
    { name: 'reversal', path: '/v1/transfers/${transfer:id}/reversals', method: 'post' },
  ],
  'transfer.updated': [
    ...transferred,
    {
      name: 'updated',
      path: '/v1/transfers/${transfer:id}',
      method: 'post',
      params: { metadata: { order_id: '6735' } },
    },
  ],
};
