import type Stripe from 'stripe';
import { type DebitBehaviour, findNamedIban } from '../../../../src/contract/test-ibans.js';
import type { AttemptError, PaymentContext, PaymentResult, Settlement } from '../attempt.js';
import type { Dispute } from '../dispute-case.js';
import type { Held } from '../method.js';
import { chargeDetails } from './object.js';
import type { StoredAccount } from './stored-account.js';

const SETTLES_AFTER_SECONDS = 2;
const SETTLES_LATE_AFTER_SECONDS = 180;

const behaviourOf = ({ testIban }: StoredAccount): DebitBehaviour =>
  findNamedIban(`pm_${testIban}`)?.behaviour ?? {};

/** Sends a debit to the bank, which takes a while. */
export const debit = (
  { details: account }: Held<StoredAccount>,
  { mandate }: PaymentContext,
): PaymentResult => ({
  end: 'pending',
  settlesAfterSeconds: behaviourOf(account).delayed ? SETTLES_LATE_AFTER_SECONDS : SETTLES_AFTER_SECONDS,
  outcome: APPROVED,
  details: chargeDetails(account, mandate),
});

const APPROVED: Stripe.Charge.Outcome = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: null,
  risk_level: 'not_assessed',
  seller_message: 'Payment complete.',
  type: 'authorized',
};

/** Returns whether the bank pays. */
export function settle(account: StoredAccount): Settlement {
  const { failure } = behaviourOf(account);
  if (!failure) return { end: 'paid' };
  const error = FAILURES[failure];
  return {
    end: 'failed',
    error,
    outcome: {
      ...APPROVED,
      network_status: 'declined_by_network',
      seller_message: error.message,
      type: 'issuer_declined',
    },
  };
}

const FAILURES: Record<NonNullable<DebitBehaviour['failure']>, AttemptError> = {
  charge_exceeds_source_limit: {
    code: 'charge_exceeds_source_limit',
    message: 'The payment exceeds the limit of what can be debited from this account within a week.',
  },
  charge_exceeds_weekly_limit: {
    code: 'charge_exceeds_weekly_limit',
    message: 'The payment exceeds the number of debits that are possible from this account within a week.',
  },
  failed: {
    code: 'payment_intent_payment_attempt_failed',
    message: 'The payment failed: the bank did not say why.',
  },
  insufficient_funds: {
    code: 'insufficient_funds',
    message: 'The account has insufficient funds to cover this payment.',
  },
};

/**
 * Returns the objection of a holder to a debit. The bank takes the money back, and there is nothing to
 * respond to.
 */
export const disputeOf = (account: StoredAccount): Dispute | undefined =>
  behaviourOf(account).disputed && {
    reason: 'debit_not_authorized',
    status: 'lost',
    networkReason: 'MD06',
    withdraws: true,
  };
