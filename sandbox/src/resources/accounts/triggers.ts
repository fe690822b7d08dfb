import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';
import { accountRequest as account } from './account-request.js';

const changed = (params: object): FixtureRequest => ({
  name: 'changed',
  path: '/v1/accounts/${account:id}',
  method: 'post',
  params,
});

export const triggers: Triggers = {
  'account.application.authorized': [account],
  'account.application.deauthorized': [
    account,
    { name: 'deleted', path: '/v1/accounts/${account:id}', method: 'delete' },
  ],
  'account.external_account.created': [account],
  'account.external_account.deleted': [account, changed({ external_account: 'btok_us_verified_noAccount' })],
  'account.updated': [account, changed({ metadata: { order_id: '6735' } })],
  'capability.updated': [account],
  'person.created': [account],
  'person.updated': [account, changed({ individual: { first_name: 'Jane' } })],
};
