import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

/** Each event has a meter of its own: two active ones can't count the same. */
const meter = (event_name: string): FixtureRequest => ({
  name: 'meter',
  path: '/v1/billing/meters',
  method: 'post',
  params: { default_aggregation: { formula: 'sum' }, display_name: 'Requests', event_name },
});

const then = (name: string): FixtureRequest => ({
  name,
  path: `/v1/billing/meters/\${meter:id}/${name}`,
  method: 'post',
});

export const triggers: Triggers = {
  'billing.meter.created': [meter('payframe_created'), then('deactivate')],
  'billing.meter.deactivated': [meter('payframe_deactivated'), then('deactivate')],
  'billing.meter.reactivated': [
    meter('payframe_reactivated'),
    then('deactivate'),
    then('reactivate'),
    { ...then('deactivate'), name: 'deactivated' },
  ],
  'billing.meter.updated': [
    meter('payframe_updated'),
    {
      name: 'updated',
      path: '/v1/billing/meters/${meter:id}',
      method: 'post',
      params: { display_name: 'Calls' },
    },
    then('deactivate'),
  ],
};
