import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

const plan: FixtureRequest = {
  name: 'plan',
  path: '/v1/plans',
  method: 'post',
  params: { amount: 2000, currency: 'usd', interval: 'month', product: { name: 'Gold plan' } },
};

const deleted: FixtureRequest = { name: 'deleted', path: '/v1/plans/${plan:id}', method: 'delete' };

export const triggers: Triggers = {
  'plan.created': [plan],
  'plan.deleted': [plan, deleted],
  'plan.updated': [
    plan,
    {
      name: 'updated',
      path: '/v1/plans/${plan:id}',
      method: 'post',
      params: { metadata: { order_id: '6735' } },
    },
  ],
  'price.deleted': [plan, deleted],
};
