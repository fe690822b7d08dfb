import type { Triggers } from '../../kernel/fixture.js';

const path = '/v1/accounts/${account:id}/persons';

export const triggers: Triggers = {
  'person.deleted': [
    {
      name: 'account',
      path: '/v1/accounts',
      method: 'post',
      params: { type: 'custom', business_type: 'company' },
    },
    { name: 'person', path, method: 'post', params: { first_name: 'Jenny' } },
    { name: 'deleted', path: `${path}/\${person:id}`, method: 'delete' },
  ],
};
