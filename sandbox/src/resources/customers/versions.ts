import type { VersionChange } from '../../kernel/versions.js';
import { sourcesOfCustomer } from './sources.js';

const renamed = ({ account_balance: balance, ...params }: Record<string, unknown>) =>
  balance === undefined ? params : { ...params, balance };

export const versions: VersionChange[] = [
  { since: '2020-08-27', object: 'customer', included: 'sources', load: sourcesOfCustomer },
  {
    since: '2019-10-17',
    object: 'customer',
    before: ({ balance, ...customer }) =>
      customer.deleted ? customer : { ...customer, account_balance: balance },
  },
  { since: '2019-10-17', request: 'POST /v1/customers', after: renamed },
  { since: '2019-10-17', request: 'POST /v1/customers/:id', after: renamed },
];
