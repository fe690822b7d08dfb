import type { Triggers } from '../../kernel/fixture.js';
import { accountRequest } from '../accounts/index.js';

const path = '/v1/accounts/${account:id}/external_accounts';

export const triggers: Triggers = {
  'account.external_account.updated': [
    accountRequest,
    { name: 'bank', path, method: 'post', params: { external_account: 'btok_us_verified_noAccount' } },
    {
      name: 'updated',
      path: `${path}/\${bank:id}`,
      method: 'post',
      params: { metadata: { order_id: '6735' } },
    },
  ],
};
