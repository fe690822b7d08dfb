import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

const PATH = '/v1/test_helpers/test_clocks';

const clock: FixtureRequest = {
  name: 'test_clock',
  path: PATH,
  method: 'post',
  params: { frozen_time: 1_893_456_000 },
};

const advanced: FixtureRequest = {
  name: 'advanced',
  path: `${PATH}/\${test_clock:id}/advance`,
  method: 'post',
  params: { frozen_time: 1_893_542_400 },
};

export const triggers: Triggers = {
  'test_helpers.test_clock.advancing': [clock, advanced],
  'test_helpers.test_clock.created': [clock],
  'test_helpers.test_clock.deleted': [
    clock,
    { name: 'deleted', path: `${PATH}/\${test_clock:id}`, method: 'delete' },
  ],
  'test_helpers.test_clock.ready': [clock, advanced],
};
