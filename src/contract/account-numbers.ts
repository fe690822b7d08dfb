import { isRoutingNumber } from './routing-number.js';
import type { DebitBehaviour, TestAccount, TestAccounts } from './test-accounts.js';
import { bacsAccounts } from './test-bacs-accounts.js';
import { becsAccounts } from './test-becs-accounts.js';
import { nzAccounts } from './test-nz-accounts.js';
import { usAccounts } from './test-us-accounts.js';

/** One kind of national account numbers, and the parameters that hold them. */
export interface AccountNumbers {
  accounts: TestAccounts;
  bankCode: {
    /** `us_bank_account[routing_number]` */
    param: string;
    /** Its name in errors: `routing number`. */
    name: string;
    isValid(digits: string): boolean;
  };
  account: {
    /** `us_bank_account[account_number]` */
    param: string;
    /** Tells whether an account of the country can have it. */
    isValid(digits: string): boolean;
  };
}

export const usNumbers: AccountNumbers = {
  accounts: usAccounts,
  bankCode: { param: 'us_bank_account[routing_number]', name: 'routing number', isValid: isRoutingNumber },
  account: {
    param: 'us_bank_account[account_number]',
    // Nacha Operating Rules: an entry has 17 characters for the account.
    isValid: (digits) => /^\d{4,17}$/.test(digits),
  },
};

/**
 * The rules of UK account numbers: six digits of the sort code, eight of the account. Which numbers a bank gives
 * out (the modulus check of Vocalink) is not checked, because test mode takes only test accounts.
 */
export const bacsNumbers: AccountNumbers = {
  accounts: bacsAccounts,
  bankCode: {
    param: 'bacs_debit[sort_code]',
    name: 'sort code',
    isValid: (digits) => /^\d{6}$/.test(digits),
  },
  account: { param: 'bacs_debit[account_number]', isValid: (digits) => /^\d{8}$/.test(digits) },
};

/** The rules of Australian account numbers: six digits of the BSB, which names bank, state and branch; up to nine of the account. */
export const becsNumbers: AccountNumbers = {
  accounts: becsAccounts,
  bankCode: { param: 'au_becs_debit[bsb_number]', name: 'BSB', isValid: (digits) => /^\d{6}$/.test(digits) },
  account: { param: 'au_becs_debit[account_number]', isValid: (digits) => /^\d{4,9}$/.test(digits) },
};

/** The rules of New Zealand account numbers: two digits of the bank and four of its branch; seven of the account and three of its suffix. */
export const nzNumbers: AccountNumbers = {
  accounts: nzAccounts,
  bankCode: {
    param: 'nz_bank_account[bank_code]',
    name: 'bank and branch code',
    isValid: (digits) => /^\d{6}$/.test(digits),
  },
  account: { param: 'nz_bank_account[account_number]', isValid: (digits) => /^\d{10}$/.test(digits) },
};

/** The reason why numbers are not taken. It never repeats them. */
export interface NumberError {
  code: 'account_number_invalid' | 'routing_number_invalid';
  param: string;
  message: string;
}

/**
 * Finds the test account of the numbers that were typed. Spaces and dashes in them are ignored.
 *
 * @returns The account, or the error for a number that no bank or account can have, or that is not of the test bank
 * or a test account.
 */
export function findAccount(
  { accounts, bankCode, account }: AccountNumbers,
  typed: { bankCode: string; account: string },
): { account: TestAccount } | { error: NumberError } {
  const [bank, number] = [compact(typed.bankCode), compact(typed.account)];
  if (!bankCode.isValid(bank)) return wrongBank(`The ${bankCode.name} is invalid.`, bankCode.param);
  if (!account.isValid(number)) return wrongAccount('The account number is invalid.', account.param);
  if (bank !== accounts.bankCode) {
    return wrongBank(
      `In test mode there is only one bank, with the ${bankCode.name} ${accounts.bankCode}.`,
      bankCode.param,
    );
  }
  const found = accounts.numbered(number);
  if (!found) return wrongAccount(NOT_A_TEST_ACCOUNT, account.param);
  return isUnknown(found.behaviour)
    ? wrongAccount('The bank has no account with this number.', account.param)
    : { account: found };
}

/** Tells whether the test bank says of a test account that it does not exist. */
export const isUnknown = (behaviour: DebitBehaviour): boolean => 'unknown' in behaviour;

const compact = (text: string) => text.replace(/[\s-]/g, '');

const wrongBank = (message: string, param: string): { error: NumberError } => ({
  error: { code: 'routing_number_invalid', param, message },
});

const wrongAccount = (message: string, param: string): { error: NumberError } => ({
  error: { code: 'account_number_invalid', param, message },
});

const NOT_A_TEST_ACCOUNT =
  'You must use a test bank account number in test mode. For a list, visit: docs/test-cards.md';
