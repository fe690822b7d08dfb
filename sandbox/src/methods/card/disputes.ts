import type Stripe from 'stripe';
import { behaviourOf, type Dispute as DisputeKind } from '../../../../src/contract/test-cards.js';
import type { Dispute, DisputeCase } from '../dispute-case.js';
import { networkOf } from './object.js';
import type { StoredCard } from './stored-card.js';

interface Traits extends Dispute {
  caseType: Stripe.Dispute.PaymentMethodDetails.Card['case_type'];
}

const CHARGEBACK: Traits = {
  reason: 'fraudulent',
  status: 'needs_response',
  caseType: 'chargeback',
  networkReason: '10.4',
  withdraws: true,
};

const PREVENTED: Traits = { ...CHARGEBACK, status: 'prevented', caseType: 'resolution' };

const COMPLIANCE: Traits = { ...CHARGEBACK, reason: 'noncompliant', caseType: 'compliance' };

const TRAITS: Record<Exclude<DisputeKind, 'early_fraud_warning'>, Traits> = {
  fraudulent: CHARGEBACK,
  multiple: { ...CHARGEBACK, count: 2 },
  smart_disputes: { ...CHARGEBACK, submission: 'smart_disputes' },
  product_not_received: { ...CHARGEBACK, reason: 'product_not_received', networkReason: '13.1' },
  inquiry: { ...CHARGEBACK, status: 'warning_needs_response', caseType: 'inquiry', withdraws: false },
  visa_compelling_evidence_3: {
    ...CHARGEBACK,
    eligibility: {
      visa_compelling_evidence_3: {
        required_actions: [
          'missing_customer_identifiers',
          'missing_disputed_transaction_description',
          'missing_merchandise_or_services',
          'missing_prior_undisputed_transaction_description',
        ],
        status: 'requires_action',
      },
    },
  },
  visa_compliance: {
    ...COMPLIANCE,
    networkReason: '98',
    eligibility: { visa_compliance: { status: 'requires_fee_acknowledgement' } },
  },
  mastercard_compliance: {
    ...COMPLIANCE,
    networkReason: '98',
    eligibility: { mastercard_compliance: { status: 'requires_fee_acknowledgement' } },
  },
  visa_rapid_resolution: PREVENTED,
  ethoca_alert: PREVENTED,
  visa_compelling_evidence_3_block: { ...PREVENTED, caseType: 'block', withdraws: false },
};

/** Returns the dispute that a test card stands for, if it stands for one. */
export function disputeOf(card: StoredCard): DisputeCase | undefined {
  const { dispute: kind } = behaviourOf(card.testCard);
  if (kind === undefined || kind === 'early_fraud_warning') return kind;
  const { caseType, ...dispute } = TRAITS[kind];
  return {
    ...dispute,
    details: {
      card: {
        brand: card.brand,
        case_type: caseType,
        network: networkOf(card),
        network_reason_code: dispute.networkReason,
      },
      type: 'card',
    },
  };
}
