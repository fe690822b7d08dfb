import { type TestAccounts, testAccounts } from './test-accounts.js';

/** Australian bank accounts of the public testing reference of BECS Direct Debit. */
export const becsAccounts: TestAccounts = testAccounts('pm_auBecsDebit_', '000000', [
  { number: '000123456', name: 'success', behaviour: {} },
  { number: '900123456', name: 'successDelayed', behaviour: { delayed: true } },
  { number: '111111113', name: 'accountClosed', behaviour: { failure: 'account_closed' } },
  { number: '111111116', name: 'noAccount', behaviour: { failure: 'no_account' } },
  { number: '222222227', name: 'referToCustomer', behaviour: { failure: 'refer_to_customer' } },
  {
    number: '922222227',
    name: 'referToCustomerDelayed',
    behaviour: { failure: 'refer_to_customer', delayed: true },
  },
  { number: '333333335', name: 'debitNotAuthorized', behaviour: { failure: 'debit_not_authorized' } },
  { number: '666666660', name: 'dispute', behaviour: { disputed: true } },
  { number: '343434343', name: 'exceedsWeeklyLimit', behaviour: { failure: 'charge_exceeds_source_limit' } },
  {
    number: '121212121',
    name: 'exceedsTransactionLimit',
    behaviour: { failure: 'charge_exceeds_transaction_limit' },
  },
]);
