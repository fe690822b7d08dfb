import type { DebitBehaviour, DebitFailure } from '../../../../src/contract/test-accounts.js';
import type { AttemptError, PaymentResult, Settlement, SetUpResult } from '../attempt.js';
import type { Dispute } from '../dispute-case.js';
import { AUTHORISED } from '../holder-answer.js';

const SETTLES_AFTER_SECONDS = 2;
const SETTLES_LATE_AFTER_SECONDS = 180;

/**
 * Returns the parts of a definition that all debits have in common.
 *
 * @param behaviourOf Returns the behaviour of the test account.
 * @param networkReason Code of the network for a debit that was not authorized, where it has one.
 */
export const debitParts = <Details extends { last4: string }>(
  behaviourOf: (details: Details) => DebitBehaviour,
  networkReason: string | null,
) => ({
  noun: 'bank account',
  flow: 'debit' as const,
  savedAs: 'itself' as const,
  forBrowser: (object: object) => ({ ...object, fingerprint: null }),
  describe: ({ last4 }: Details) => `•••• ${last4}`,
  settle: (details: Details) => settleDebit(behaviourOf(details)),
  setUp: (): SetUpResult => ({ end: 'succeeded', details: {} }),
  setUpDetails: () => ({}),
  balanceType: 'payment' as const,
  dispute: (details: Details) => disputeOf(behaviourOf(details), networkReason),
});

/**
 * Sends a debit to the bank, which takes a while.
 *
 * @param details The account as the charge shows it.
 */
export const sendDebit = (
  { delayed }: DebitBehaviour,
  details: object,
): Extract<PaymentResult, { end: 'pending' }> => ({
  end: 'pending',
  settlesAfterSeconds: delayed ? SETTLES_LATE_AFTER_SECONDS : SETTLES_AFTER_SECONDS,
  outcome: AUTHORISED,
  details,
});

/** Returns whether the bank pays. */
function settleDebit({ failure }: DebitBehaviour): Settlement {
  if (!failure) return { end: 'paid' };
  const error = failureError(failure);
  return {
    end: 'failed',
    error,
    outcome: {
      ...AUTHORISED,
      network_status: 'declined_by_network',
      seller_message: error.message,
      type: 'issuer_declined',
    },
    mandate: ENDS_MANDATE.has(failure) ? 'ended' : 'accepted',
  };
}

const failureError = (failure: DebitFailure): AttemptError => ({
  code: failure === 'failed' ? 'payment_intent_payment_attempt_failed' : failure,
  message: MESSAGES[failure],
});

const MESSAGES: Record<DebitFailure, string> = {
  account_closed: 'The payment failed: the account has been closed.',
  charge_exceeds_source_limit:
    'The payment exceeds the limit of what can be debited from this account within a week.',
  charge_exceeds_transaction_limit: 'The payment exceeds the limit of what can be debited at once.',
  charge_exceeds_weekly_limit:
    'The payment exceeds the number of debits that are possible from this account within a week.',
  debit_not_authorized: 'The payment failed: the holder of the account has not authorized debits.',
  failed: 'The payment failed: the bank did not say why.',
  insufficient_funds: 'The account has insufficient funds to cover this payment.',
  invalid_currency: 'The payment failed: the account does not take debits in this currency.',
  no_account: 'The payment failed: the bank has no such account.',
  refer_to_customer: 'The payment failed: the bank refers to the holder of the account for the reason.',
};

/** Failures after which the account can't be debited again without a new mandate. */
const ENDS_MANDATE = new Set<DebitFailure>(['account_closed', 'debit_not_authorized', 'no_account']);

/**
 * Returns the objection of a holder to a debit. The bank takes the money back, and there is nothing to
 * respond to.
 */
function disputeOf({ disputed }: DebitBehaviour, networkReason: string | null): Dispute | undefined {
  if (!disputed) return undefined;
  return { reason: 'debit_not_authorized', status: 'lost', networkReason, withdraws: true };
}
