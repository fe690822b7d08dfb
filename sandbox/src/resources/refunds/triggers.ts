import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';
import { paymentRequest } from '../charges/index.js';

const refund: FixtureRequest = {
  name: 'refund',
  path: '/v1/refunds',
  method: 'post',
  params: { payment_intent: '${payment_intent:id}' },
};

const ofCard = (card: string) => [paymentRequest(card), refund];

export const triggers: Triggers = {
  'charge.refund.updated': ofCard('pm_card_pendingRefund'),
  'charge.refunded': ofCard('pm_card_visa'),
  'refund.created': ofCard('pm_card_visa'),
  'refund.failed': ofCard('pm_card_refundFail'),
  'refund.updated': ofCard('pm_card_pendingRefund'),
};
