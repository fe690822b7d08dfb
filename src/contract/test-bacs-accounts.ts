import { type DebitBehaviour, type TestAccounts, testAccounts } from './test-accounts.js';

/** Behaviour of a UK test account, also before it is debited. */
export interface BacsBehaviour extends DebitBehaviour {
  /** Its bank refuses the mandate. */
  refusesMandate?: true;
  /** Its bank has no such account, which is found out as soon as it is typed. */
  unknown?: true;
}

/** UK bank accounts of the public testing reference of Bacs Direct Debit. */
export const bacsAccounts: TestAccounts<BacsBehaviour> = testAccounts<BacsBehaviour>(
  'pm_bacsDebit_',
  '108800',
  [
    { number: '00012345', name: 'success', behaviour: {} },
    { number: '90012345', name: 'successDelayed', behaviour: { delayed: true } },
    { number: '33333335', name: 'debitNotAuthorized', behaviour: { failure: 'debit_not_authorized' } },
    {
      number: '93333335',
      name: 'debitNotAuthorizedDelayed',
      behaviour: { failure: 'debit_not_authorized', delayed: true },
    },
    { number: '22222227', name: 'insufficientFunds', behaviour: { failure: 'insufficient_funds' } },
    {
      number: '92222227',
      name: 'insufficientFundsDelayed',
      behaviour: { failure: 'insufficient_funds', delayed: true },
    },
    { number: '55555559', name: 'dispute', behaviour: { disputed: true } },
    {
      number: '00033333',
      name: 'mandateRefused',
      behaviour: { failure: 'debit_not_authorized', refusesMandate: true },
    },
    { number: '00044444', name: 'invalidAccountNumber', behaviour: { unknown: true } },
    { number: '34343434', name: 'exceedsWeeklyLimit', behaviour: { failure: 'charge_exceeds_source_limit' } },
    {
      number: '12121212',
      name: 'exceedsTransactionLimit',
      behaviour: { failure: 'charge_exceeds_transaction_limit' },
    },
  ],
);
