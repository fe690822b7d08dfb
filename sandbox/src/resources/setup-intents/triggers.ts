import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

const setUp = (params: object, expected?: Pick<FixtureRequest, 'expected_error_type'>): FixtureRequest => ({
  name: 'setup_intent',
  path: '/v1/setup_intents',
  method: 'post',
  params,
  ...expected,
});

export const triggers: Triggers = {
  'setup_intent.canceled': [
    setUp({}),
    { name: 'canceled', path: '/v1/setup_intents/${setup_intent:id}/cancel', method: 'post' },
  ],
  'setup_intent.created': [setUp({})],
  'setup_intent.requires_action': [
    setUp({ confirm: true, payment_method: 'pm_card_authenticationRequired' }),
  ],
  'setup_intent.setup_failed': [
    setUp(
      { confirm: true, payment_method: 'pm_card_visa_chargeDeclined' },
      { expected_error_type: 'card_error' },
    ),
  ],
  'setup_intent.succeeded': [setUp({ confirm: true, payment_method: 'pm_card_visa' })],
};
