import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';
import { paymentRequest } from '../charges/index.js';

/** A payment that is disputed as soon as it has succeeded, and the request that finds its dispute. */
const disputed: FixtureRequest[] = [
  paymentRequest('pm_card_createDispute'),
  { name: 'disputes', path: '/v1/disputes?payment_intent=${payment_intent:id}', method: 'get' },
];

const respond = (params: object): FixtureRequest => ({
  name: 'dispute',
  path: '/v1/disputes/${disputes:data.0.id}',
  method: 'post',
  params,
});

const won = [...disputed, respond({ evidence: { uncategorized_text: 'winning_evidence' } })];

export const triggers: Triggers = {
  'charge.dispute.closed': won,
  'charge.dispute.created': disputed,
  'charge.dispute.funds_reinstated': won,
  'charge.dispute.funds_withdrawn': disputed,
  'charge.dispute.updated': [...disputed, respond({ metadata: { order_id: '6735' } })],
  'radar.early_fraud_warning.created': [paymentRequest('pm_card_createIssuerFraudRecord')],
};
