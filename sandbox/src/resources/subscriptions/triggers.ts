import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';
import { customer, price } from './fixture-requests.js';

const clock: FixtureRequest = {
  name: 'clock',
  path: '/v1/test_helpers/test_clocks',
  method: 'post',
  params: { frozen_time: 1_893_456_000, name: 'payframe-sandbox trigger' },
};

const WEEK = 7 * 24 * 3600;

const advanced: FixtureRequest = {
  name: 'advanced',
  path: '/v1/test_helpers/test_clocks/${clock:id}/advance',
  method: 'post',
  params: { frozen_time: 1_893_456_000 + 4 * WEEK },
};

const subscription: FixtureRequest = {
  name: 'subscription',
  path: '/v1/subscriptions',
  method: 'post',
  params: { customer: '${customer:id}', items: [{ price: '${price:id}' }] },
};

const created = [customer, price, subscription];

const step = (action: string): FixtureRequest => ({
  name: action,
  path: `/v1/subscriptions/\${subscription:id}/${action}`,
  method: 'post',
  params: {},
});

/** A change that waits for its payment. */
const pending: FixtureRequest[] = [
  ...created,
  {
    name: 'declining',
    path: '/v1/payment_methods/pm_card_chargeCustomerFail/attach',
    method: 'post',
    params: { customer: '${customer:id}' },
  },
  {
    name: 'changed',
    path: '/v1/subscriptions/${subscription:id}',
    method: 'post',
    params: { default_payment_method: '${declining:id}' },
  },
  {
    name: 'pending',
    path: '/v1/subscriptions/${subscription:id}',
    method: 'post',
    params: {
      items: [{ id: '${subscription:items.data.0.id}', quantity: 2 }],
      payment_behavior: 'pending_if_incomplete',
      proration_behavior: 'always_invoice',
    },
  },
];
export const triggers: Triggers = {
  'customer.subscription.created': created,
  'customer.subscription.deleted': [
    ...created,
    { name: 'deleted', path: '/v1/subscriptions/${subscription:id}', method: 'delete' },
  ],
  'customer.subscription.paused': [...created, step('pause')],
  'customer.subscription.pending_update_applied': [
    ...pending,
    {
      name: 'paid',
      path: '/v1/invoices/${pending:latest_invoice}/pay',
      method: 'post',
      params: { payment_method: 'pm_card_visa' },
    },
  ],
  'customer.subscription.pending_update_expired': [
    ...pending,
    { name: 'void', path: '/v1/invoices/${pending:latest_invoice}/void', method: 'post', params: {} },
  ],
  'customer.subscription.resumed': [...created, step('pause'), step('resume')],
  'customer.subscription.trial_will_end': [
    customer,
    price,
    { ...subscription, params: { ...subscription.params, trial_period_days: 2 } },
  ],
  'customer.subscription.updated': [
    ...created,
    {
      name: 'updated',
      path: '/v1/subscriptions/${subscription:id}',
      method: 'post',
      params: { metadata: { order_id: '6735' } },
    },
  ],
  'invoice.upcoming': [
    clock,
    { ...customer, params: { ...customer.params, test_clock: '${clock:id}' } },
    price,
    subscription,
    advanced,
  ],
};
