import type { ErrorCode } from './errors.js';
import type { DebitBehaviour, DebitFailure } from './test-accounts.js';

const SETTLES_AFTER_SECONDS = 2;
const SETTLES_LATE_AFTER_SECONDS = 180;

/** Returns the time that the bank takes for a debit of a test account, in seconds. */
export const settlesAfterSeconds = ({ delayed }: DebitBehaviour): number =>
  delayed ? SETTLES_LATE_AFTER_SECONDS : SETTLES_AFTER_SECONDS;

/** The reason why a debit failed, as an intent keeps it. */
export interface DebitError {
  code: ErrorCode;
  message: string;
}

/** Returns the error of a debit that failed. */
export const debitError = (failure: DebitFailure): DebitError => ({
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
