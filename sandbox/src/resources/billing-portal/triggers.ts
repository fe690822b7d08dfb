import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

const configuration: FixtureRequest = {
  name: 'configuration',
  path: '/v1/billing_portal/configurations',
  method: 'post',
  params: { features: { invoice_history: { enabled: true } } },
};

export const triggers: Triggers = {
  'billing_portal.configuration.created': [configuration],
  'billing_portal.configuration.updated': [
    configuration,
    {
      name: 'updated',
      path: '/v1/billing_portal/configurations/${configuration:id}',
      method: 'post',
      params: { name: 'Basic' },
    },
  ],
  'billing_portal.session.created': [
    { name: 'customer', path: '/v1/customers', method: 'post', params: { name: 'Jenny Rosen' } },
    {
      name: 'session',
      path: '/v1/billing_portal/sessions',
      method: 'post',
      params: { customer: '${customer:id}' },
    },
  ],
};
