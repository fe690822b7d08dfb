import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';
import { paymentRequest } from '../charges/index.js';

const refund: FixtureRequest = {
  name: 'refund',
  path: '/v1/refunds',
  method: 'post',
  params: { payment_intent: '${payment_intent:id}' },
};

const refunded = (payment_method: string) => [paymentRequest(payment_method), refund];

export const triggers: Triggers = {
  'charge.refund.updated': refunded('pm_card_pendingRefund'),
  'charge.refunded': refunded('pm_card_visa'),
  'refund.created': refunded('pm_card_visa'),
  'refund.failed': refunded('pm_card_refundFail'),
  'refund.updated': refunded('pm_card_pendingRefund'),
};
