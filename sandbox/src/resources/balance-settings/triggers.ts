import type { Triggers } from '../../kernel/fixture.js';

export const triggers: Triggers = {
  'balance_settings.updated': [
    {
      name: 'settings',
      path: '/v1/balance_settings',
      method: 'post',
      params: { payments: { payouts: { statement_descriptor: 'ROCKET RIDES' } } },
    },
  ],
};
