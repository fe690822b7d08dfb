import type { Triggers } from '../../kernel/fixture.js';

export const triggers: Triggers = {
  // The bank has closed the account, so that its mandate ends.
  'mandate.updated': [
    {
      name: 'payment_intent',
      path: '/v1/payment_intents',
      method: 'post',
      params: {
        amount: 2000,
        currency: 'usd',
        confirm: true,
        expand: ['payment_method'],
        mandate_data: { customer_acceptance: { type: 'offline' } },
        payment_method: 'pm_usBankAccount_accountClosed',
      },
    },
  ],
};
