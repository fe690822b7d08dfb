import { behaviourOf } from '../../../../src/contract/test-cards.js';
import type { ThreeDSecure } from './issuer-answer.js';
import type { StoredCard } from './stored-card.js';

export type RequestedAuthentication = 'any' | 'automatic' | 'challenge';

/** Facts that decide whether the issuer asks the cardholder. */
export interface AuthenticationContext {
  /** Whether the cardholder is away. */
  offSession: boolean;
  /** Whether the cardholder agreed to later payments and was asked then. */
  setUp: boolean;
  /** The merchant's own wish. */
  requested: RequestedAuthentication;
}

/**
 * The issuer wants a challenge, its look-up fails, or it answers without the cardholder. `null` where there
 * is no authentication.
 */
export type AuthenticationNeed = 'challenge' | 'look_up_fails' | ThreeDSecure | null;

/** Tells whether the issuer of a card asks its holder before a payment, or before the card is saved. */
export function authenticationOf(card: StoredCard, context: AuthenticationContext): AuthenticationNeed {
  const { threeDSecure, risk } = behaviourOf(card.testCard);
  const { offSession, setUp } = context;
  const requested = context.requested !== 'automatic' && !offSession;
  switch (threeDSecure) {
    case 'always':
    case 'required':
      return 'challenge';
    case 'unless_set_up':
      return offSession && setUp ? null : 'challenge';
    case 'already_set_up':
      return offSession ? null : 'challenge';
    case 'required_error':
      return 'look_up_fails';
    case 'frictionless':
      return offSession ? null : FRICTIONLESS;
    case 'supported':
      return requested ? 'challenge' : null;
    case 'supported_error':
      return requested ? LOOK_UP_FAILED : null;
    case 'not_supported':
      return requested ? NOT_SUPPORTED : null;
    default:
      if (risk === 'adaptive_3ds' && !offSession) return 'challenge';
      return requested ? NOT_ENROLLED : null;
  }
}

const NONE: ThreeDSecure = {
  authentication_flow: null,
  electronic_commerce_indicator: null,
  exemption_indicator: null,
  result: null,
  result_reason: null,
  transaction_id: null,
  version: null,
};

const VERSION = '2.2.0';

/** Result for a cardholder who was asked, and passed. */
export const AUTHENTICATED: ThreeDSecure = {
  ...NONE,
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  result: 'authenticated',
  version: VERSION,
};

/** Result for a cardholder who was asked, and did not pass. */
export const NOT_AUTHENTICATED: ThreeDSecure = {
  ...AUTHENTICATED,
  electronic_commerce_indicator: null,
  result: 'failed',
  result_reason: 'rejected',
};

const FRICTIONLESS: ThreeDSecure = { ...AUTHENTICATED, authentication_flow: 'frictionless' };

const NOT_ENROLLED: ThreeDSecure = {
  ...NONE,
  electronic_commerce_indicator: '06',
  result: 'attempt_acknowledged',
  result_reason: 'card_not_enrolled',
  version: VERSION,
};

const LOOK_UP_FAILED: ThreeDSecure = {
  ...NONE,
  result: 'processing_error',
  result_reason: 'protocol_error',
  version: VERSION,
};

const NOT_SUPPORTED: ThreeDSecure = {
  ...NONE,
  result: 'not_supported',
  result_reason: 'network_not_supported',
};
