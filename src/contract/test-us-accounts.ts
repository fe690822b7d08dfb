import { type DebitBehaviour, type TestAccounts, testAccounts } from './test-accounts.js';

/** Behaviour of a US test account, also before it is debited. */
export interface UsAccountBehaviour extends DebitBehaviour {
  /** Microdeposits can't be sent to it. */
  bouncesDeposits?: true;
}

/** US bank accounts of the public testing reference of ACH Direct Debit. */
export const usAccounts: TestAccounts<UsAccountBehaviour> = testAccounts<UsAccountBehaviour>(
  'pm_usBankAccount_',
  '110000000',
  [
    { number: '000123456789', name: 'success', behaviour: {} },
    { number: '000111111113', name: 'accountClosed', behaviour: { failure: 'account_closed' } },
    { number: '000111111116', name: 'noAccount', behaviour: { failure: 'no_account' } },
    { number: '000222222227', name: 'insufficientFunds', behaviour: { failure: 'insufficient_funds' } },
    { number: '000333333335', name: 'debitNotAuthorized', behaviour: { failure: 'debit_not_authorized' } },
    { number: '000444444440', name: 'invalidCurrency', behaviour: { failure: 'invalid_currency' } },
    { number: '000555555559', name: 'dispute', behaviour: { disputed: true } },
    { number: '000666666661', name: 'failMicrodeposits', behaviour: { bouncesDeposits: true } },
    {
      number: '000777777771',
      name: 'weeklyLimitExceeded',
      behaviour: { failure: 'charge_exceeds_source_limit' },
    },
    { number: '000000000009', name: 'processing', behaviour: { endless: true } },
  ],
);

/**
 * Values of the microdeposits of test mode, from the public testing reference: which amounts in cents, or
 * which code, stand for which result. All other values are wrong.
 */
export const TEST_DEPOSITS = {
  verified: { amounts: [32, 45], code: 'SM11AA' },
  attemptsExceeded: { amounts: [10, 11], code: 'SM33CC' },
  timeout: { amounts: [40, 41], code: 'SM44DD' },
} as const;
