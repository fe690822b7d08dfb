import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';
import { debitRequest, declinedRequest, paymentRequest } from '../charges/index.js';

const created: FixtureRequest = {
  name: 'payment_intent',
  path: '/v1/payment_intents',
  method: 'post',
  params: { amount: 2000, currency: 'usd' },
};

export const triggers: Triggers = {
  'payment_intent.amount_capturable_updated': [paymentRequest('pm_card_visa', { capture_method: 'manual' })],
  'payment_intent.canceled': [
    created,
    { name: 'canceled', path: '/v1/payment_intents/${payment_intent:id}/cancel', method: 'post' },
  ],
  'payment_intent.created': [created],
  'payment_intent.payment_failed': [declinedRequest],
  'payment_intent.processing': [debitRequest],
  'payment_intent.requires_action': [paymentRequest('pm_card_authenticationRequired')],
  'payment_intent.succeeded': [paymentRequest('pm_card_visa')],
};
