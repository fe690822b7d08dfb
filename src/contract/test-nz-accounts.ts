import { type TestAccounts, testAccounts } from './test-accounts.js';

/**
 * New Zealand bank accounts of the public testing reference of BECS Direct Debit, each with its suffix. The code of their bank
 * is that of the bank, 11, and of its branch.
 */
export const nzAccounts: TestAccounts = testAccounts('pm_nzBankAccount_', '110000', [
  { number: '0000000010', name: 'success', behaviour: {} },
  { number: '2222222027', name: 'insufficientFunds', behaviour: { failure: 'insufficient_funds' } },
  { number: '8888888000', name: 'referToCustomer', behaviour: { failure: 'refer_to_customer' } },
  { number: '1111111016', name: 'noAccount', behaviour: { failure: 'no_account' } },
  { number: '5555555059', name: 'debitNotAuthorized', behaviour: { failure: 'debit_not_authorized' } },
  { number: '9999999000', name: 'processing', behaviour: { endless: true } },
]);
