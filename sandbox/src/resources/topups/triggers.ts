import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

const topup = (more: object = {}): FixtureRequest => ({
  name: 'topup',
  path: '/v1/topups',
  method: 'post',
  params: { amount: 2000, currency: 'usd', ...more },
});

export const triggers: Triggers = {
  'topup.canceled': [topup(), { name: 'canceled', path: '/v1/topups/${topup:id}/cancel', method: 'post' }],
  'topup.created': [topup()],
  'topup.failed': [topup({ source: 'btok_us_verified_noAccount' })],
  'topup.succeeded': [topup()],
};
