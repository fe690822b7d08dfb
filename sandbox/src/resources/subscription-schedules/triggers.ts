import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';
import { customer, price } from '../subscriptions/index.js';

const schedule: FixtureRequest = {
  name: 'schedule',
  path: '/v1/subscription_schedules',
  method: 'post',
  params: {
    customer: '${customer:id}',
    phases: [{ duration: { interval: 'year' }, items: [{ price: '${price:id}' }] }],
    start_date: 'now',
  },
};

const created = [customer, price, schedule];

const PATH = '/v1/subscription_schedules/${schedule:id}';

const START = 1_893_456_000;
const DAY = 24 * 3600;

/** A schedule that has come to its end, on a test clock. */
const completed: FixtureRequest[] = [
  {
    name: 'test_clock',
    path: '/v1/test_helpers/test_clocks',
    method: 'post',
    params: { frozen_time: START },
  },
  { ...customer, params: { ...customer.params, test_clock: '${test_clock:id}' } },
  price,
  {
    ...schedule,
    params: {
      customer: '${customer:id}',
      end_behavior: 'cancel',
      phases: [{ duration: { interval: 'day' }, items: [{ price: '${price:id}' }] }],
    },
  },
  {
    name: 'advanced',
    path: '/v1/test_helpers/test_clocks/${test_clock:id}/advance',
    method: 'post',
    params: { frozen_time: START + 2 * DAY },
  },
];

export const triggers: Triggers = {
  'subscription_schedule.canceled': [
    ...created,
    { name: 'canceled', path: `${PATH}/cancel`, method: 'post' },
  ],
  'subscription_schedule.completed': completed,
  'subscription_schedule.created': created,
  'subscription_schedule.released': [
    ...created,
    { name: 'released', path: `${PATH}/release`, method: 'post' },
  ],
  'subscription_schedule.updated': [
    ...created,
    { name: 'updated', path: PATH, method: 'post', params: { metadata: { order_id: '6735' } } },
  ],
};
