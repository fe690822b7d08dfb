import { cardDecline, type DeclineCode } from '../../../../src/contract/declines.js';
import { behaviourOf, type Decline } from '../../../../src/contract/test-cards.js';
import type { PaymentContext, PaymentResult, SetUpContext, SetUpResult } from '../attempt.js';
import type { Held } from '../method.js';
import { type CardOutcome, chargeCard, refuseUnasked, type ThreeDSecure } from './issuer-answer.js';
import { chargeDetails, setUpDetails } from './object.js';
import type { CardOptions } from './params.js';
import type { StoredCard } from './stored-card.js';
import { AUTHENTICATED, type AuthenticationNeed, authenticationOf } from './three-d-secure.js';

type HeldCard = Held<StoredCard>;

/** Asks the issuer for the money, unless the cardholder has to be asked first. */
export function pay(held: HeldCard, context: PaymentContext<CardOptions>): PaymentResult {
  const need = context.authenticated ? AUTHENTICATED : needOf(held, context);
  if (need === 'look_up_fails') return refused(held, context, 'generic_decline');
  if (need !== 'challenge') return charged(held, context, need);
  if (context.offSession) return refused(held, context, 'authentication_required');
  if (context.errorOnAction) return refused(held, context, 'authentication_not_handled');
  return { end: 'asks' };
}

function needOf(
  { details, setUp }: HeldCard,
  { options, offSession }: { options: CardOptions; offSession: boolean },
): AuthenticationNeed {
  if (options.moto) return null;
  const requested = options.request_three_d_secure ?? 'automatic';
  return authenticationOf(details, { offSession, setUp, requested });
}

function charged(
  { details: card, billingDetails }: HeldCard,
  context: PaymentContext<CardOptions>,
  threeDSecure: ThreeDSecure | null,
): PaymentResult {
  const answer = chargeCard(card, billingDetails.address);
  if (answer.refusal) return failed(card, context, answer.refusal, answer, threeDSecure);
  return {
    end: 'paid',
    captured: !(context.options.capture_method === 'manual' || context.capturesLater),
    outcome: answer.outcome,
    details: chargeDetails(card, context.amount, { ...answer, threeDSecure, approved: true }),
  };
}

/** Returns a payment that fails because the cardholder's answer is missing. */
const refused = (
  { details: card, billingDetails }: HeldCard,
  context: PaymentContext<CardOptions>,
  refusal: DeclineCode,
): PaymentResult =>
  failed(card, context, refusal, refuseUnasked(card, refusal, billingDetails.address), null);

const failed = (
  card: StoredCard,
  { amount }: PaymentContext<CardOptions>,
  refusal: DeclineCode,
  { outcome, checks }: CardOutcome,
  threeDSecure: ThreeDSecure | null,
): PaymentResult => ({
  end: 'failed',
  error: cardDecline(refusal),
  outcome,
  details: chargeDetails(card, amount, { checks, threeDSecure, approved: false }),
});

/** Asks the issuer to agree to later payments, unless the cardholder has to be asked first. */
export function setUp(held: HeldCard, { authenticated, options }: SetUpContext<CardOptions>): SetUpResult {
  if (authenticated) return isSetUp(held, AUTHENTICATED);
  const need = needOf(held, { options, offSession: false });
  if (need === 'challenge') return { end: 'asks' };
  if (need === 'look_up_fails') return isRefused(held, 'generic_decline', null);
  const { decline } = behaviourOf(held.details.testCard);
  // A code that was not sent can't be wrong.
  const declines = decline !== undefined && (decline !== 'incorrect_cvc' || held.details.cvcProvided);
  return declines ? isRefused(held, decline, need) : isSetUp(held, need);
}

const isSetUp = (held: HeldCard, threeDSecure: ThreeDSecure | null): SetUpResult => ({
  end: 'succeeded',
  details: setUpDetails({ ...held, details: { ...held.details, checked: true } }, threeDSecure),
});

const isRefused = (held: HeldCard, decline: Decline, threeDSecure: ThreeDSecure | null): SetUpResult => ({
  end: 'failed',
  error: cardDecline(decline),
  details: setUpDetails(held, threeDSecure),
});
