import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

const rate: FixtureRequest = {
  name: 'tax_rate',
  path: '/v1/tax_rates',
  method: 'post',
  params: { country: 'DE', display_name: 'VAT', inclusive: false, percentage: 19 },
};

export const triggers: Triggers = {
  'tax_rate.created': [rate],
  'tax_rate.updated': [
    rate,
    { name: 'updated', path: '/v1/tax_rates/${tax_rate:id}', method: 'post', params: { active: false } },
  ],
};
