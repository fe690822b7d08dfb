import type { Triggers } from '../../kernel/fixture.js';

export const triggers: Triggers = {
  'account.updated': [
    { name: 'account', path: '/v1/accounts', method: 'post', params: { type: 'custom' } },
    {
      name: 'updated',
      path: '/v1/accounts/${account:id}',
      method: 'post',
      params: { metadata: { order_id: '6735' } },
    },
  ],
};
