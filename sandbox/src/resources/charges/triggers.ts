import type { Triggers } from '../../kernel/fixture.js';
import { debitRequest, declinedRequest, paymentRequest } from './payment-request.js';

const payment = paymentRequest('pm_card_visa');

export const triggers: Triggers = {
  'charge.captured': [
    paymentRequest('pm_card_visa', { capture_method: 'manual' }),
    { name: 'capture', path: '/v1/payment_intents/${payment_intent:id}/capture', method: 'post' },
  ],
  'charge.expired': [
    {
      name: 'charge',
      path: '/v1/charges',
      method: 'post',
      params: { amount: 2000, currency: 'usd', source: 'tok_visa', capture: false },
    },
    { name: 'expired', path: '/v1/test_helpers/charges/${charge:id}/expire', method: 'post' },
  ],
  'charge.failed': [declinedRequest],
  'charge.pending': [debitRequest],
  'charge.succeeded': [payment],
  'charge.updated': [
    payment,
    {
      name: 'charge',
      path: '/v1/charges/${payment_intent:latest_charge}',
      method: 'post',
      params: { metadata: { order_id: '6735' } },
    },
  ],
};
