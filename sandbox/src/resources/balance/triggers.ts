import type { Triggers } from '../../kernel/fixture.js';

export const triggers: Triggers = {
  'balance.available': [
    {
      name: 'charge',
      path: '/v1/charges',
      method: 'post',
      params: { amount: 2000, currency: 'usd', source: 'tok_bypassPending' },
    },
  ],
};
