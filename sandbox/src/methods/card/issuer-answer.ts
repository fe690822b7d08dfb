import type Stripe from 'stripe';
import type { DeclineCode } from '../../../../src/contract/declines.js';
import { type Checks, checksOf } from '../../../../src/contract/kept-card.js';
import { behaviourOf, type Risk } from '../../../../src/contract/test-cards.js';
import type { Address } from '../../kernel/address.js';
import type { StoredCard } from './stored-card.js';

export type ThreeDSecure = Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure;

/** The result of a card payment, from the issuer and from the platform's risk rules. */
export interface CardOutcome {
  /** `undefined` where it was approved. */
  refusal?: DeclineCode;
  outcome: Stripe.Charge.Outcome;
  checks: Checks;
}

/** Asks the issuer of a card for money. */
export function chargeCard(card: StoredCard, address: Address): CardOutcome {
  const behaviour = behaviourOf(card.testCard);
  const checks = checksOf({ ...card, checked: true }, address);
  const risk = riskOf(behaviour.risk);
  if (risk.risk_level === 'highest')
    return { refusal: 'fraudulent', outcome: { ...BLOCKED, ...risk }, checks };
  const refusal = behaviour.decline ?? behaviour.declineAfterAttaching;
  // A code that was not sent can't be wrong.
  if (!refusal || (refusal === 'incorrect_cvc' && !card.cvcProvided)) {
    return { outcome: { ...APPROVED, ...risk }, checks };
  }
  return refusedBy(refusal, risk, refusal === 'incorrect_cvc' ? { ...checks, cvc_check: 'fail' } : checks);
}

/** Refuses a payment whose issuer would first have to ask the cardholder, but can't. */
export const refuseUnasked = (card: StoredCard, refusal: DeclineCode, address: Address): CardOutcome =>
  refusedBy(refusal, riskOf(behaviourOf(card.testCard).risk), checksOf({ ...card, checked: true }, address));

function refusedBy(refusal: DeclineCode, risk: RiskScore, checks: Checks): CardOutcome {
  const outcome = {
    ...REFUSED,
    ...risk,
    reason: refusal,
    seller_message:
      refusal === 'generic_decline'
        ? 'The bank did not return any further details with this decline.'
        : `The bank returned the decline code \`${refusal}\`.`,
  };
  return { refusal, outcome, checks };
}

const NO_ADVICE = { advice_code: null, network_advice_code: null, network_decline_code: null };

const APPROVED: Stripe.Charge.Outcome = {
  ...NO_ADVICE,
  network_status: 'approved_by_network',
  reason: null,
  seller_message: 'Payment complete.',
  type: 'authorized',
};

const REFUSED: Stripe.Charge.Outcome = {
  ...NO_ADVICE,
  network_status: 'declined_by_network',
  reason: null,
  seller_message: null,
  type: 'issuer_declined',
};

const BLOCKED: Stripe.Charge.Outcome = {
  ...NO_ADVICE,
  network_status: 'not_sent_to_network',
  reason: 'highest_risk_level',
  seller_message: 'Payframe blocked this payment as too risky.',
  type: 'blocked',
};

type RiskScore = Required<Pick<Stripe.Charge.Outcome, 'risk_level' | 'risk_score'>>;

const RISKS: Partial<Record<Risk, RiskScore>> = {
  adaptive_3ds: { risk_level: 'elevated', risk_score: 70 },
  blocked: { risk_level: 'highest', risk_score: 95 },
  dynamic_threshold: { risk_level: 'elevated', risk_score: 72 },
  elevated: { risk_level: 'elevated', risk_score: 68 },
  highest: { risk_level: 'highest', risk_score: 90 },
};

const riskOf = (risk?: Risk): RiskScore => (risk && RISKS[risk]) ?? { risk_level: 'normal', risk_score: 24 };
