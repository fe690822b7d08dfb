import type { Triggers } from '../../kernel/fixture.js';

const path = '/v1/accounts/${account:id}/external_accounts';

export const triggers: Triggers = {
  'account.external_account.updated': [
    { name: 'account', path: '/v1/accounts', method: 'post', params: { type: 'custom' } },
    { name: 'bank', path, method: 'post', params: { external_account: 'btok_us_verified' } },
    {
      name: 'updated',
      path: `${path}/\${bank:id}`,
      method: 'post',
      params: { metadata: { order_id: '6735' } },
    },
  ],
};
