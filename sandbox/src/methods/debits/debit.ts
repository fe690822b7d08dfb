import { debitError, settlesAfterSeconds } from '../../../../src/contract/debit-outcomes.js';
import type { DebitBehaviour, DebitFailure } from '../../../../src/contract/test-accounts.js';
import type { PaymentResult, Settlement, SetUpResult } from '../attempt.js';
import type { Dispute } from '../dispute-case.js';
import { AUTHORISED } from '../holder-answer.js';

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
  isCancelable: (details: Details) => behaviourOf(details).endless === true,
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
  behaviour: DebitBehaviour,
  details: object,
): Extract<PaymentResult, { end: 'pending' }> => ({
  end: 'pending',
  settlesAfterSeconds: behaviour.endless ? null : settlesAfterSeconds(behaviour),
  outcome: AUTHORISED,
  details,
});

/** Returns whether the bank pays. */
function settleDebit({ failure }: DebitBehaviour): Settlement {
  if (!failure) return { end: 'paid' };
  const error = debitError(failure);
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
