import { SUFFIX_DIGITS } from './nz-suffix.js';
import { bacsAccounts } from './test-bacs-accounts.js';
import { becsAccounts } from './test-becs-accounts.js';
import type { TestIban } from './test-ibans.js';
import { nzAccounts } from './test-nz-accounts.js';
import { usAccounts } from './test-us-accounts.js';

/** All data that is kept of a bank account: the data that a receipt shows, and which test account it is. */
export interface KeptAccount {
  /** ISO 3166-1 alpha-2. */
  country: string;
  bankCode: string;
  /** Empty for countries whose account numbers name no branch. */
  branchCode: string;
  /** Last four characters of the IBAN. */
  last4: string;
  /** The `name` of the test account, which later decides how a debit goes. */
  testIban: string;
}

export const keepAccount = ({ iban, country, name }: TestIban): KeptAccount => ({
  country,
  ...codesOf(iban),
  last4: iban.slice(-4),
  testIban: name,
});

/**
 * Holder of an account that a constant such as `pm_success_de` names. No account can be debited without a
 * name and an email.
 */
export const TEST_HOLDER = { name: 'Jenny Rosen', email: 'jenny@example.com' };

/** Address of the holder of a constant such as `pm_bacsDebit_success`. */
export const TEST_ADDRESS = {
  city: 'London',
  country: 'GB',
  line1: '1 High Street',
  line2: null,
  postal_code: 'SW1A 1AA',
  state: null,
};

/**
 * Lengths of the bank code and the branch code, counted from the fifth character: the countries' entries in
 * ISO 13616-2.
 */
const CODE_LENGTHS: Record<string, [bank: number, branch: number]> = {
  AT: [5, 0],
  BE: [3, 0],
  CH: [5, 0],
  DE: [8, 0],
  EE: [2, 0],
  ES: [4, 4],
  FI: [3, 0],
  FR: [5, 5],
  GB: [4, 6],
  GI: [4, 0],
  HR: [7, 0],
  IE: [4, 6],
  LI: [5, 0],
  LT: [5, 0],
  LU: [3, 0],
  NL: [4, 0],
  NO: [4, 0],
  PT: [4, 4],
  SE: [3, 0],
};

function codesOf(iban: string): { bankCode: string; branchCode: string } {
  const [bank, branch] = CODE_LENGTHS[iban.slice(0, 2)] ?? [0, 0];
  return { bankCode: iban.slice(4, 4 + bank), branchCode: iban.slice(4 + bank, 4 + bank + branch) };
}

/** Returns `sepa_debit` of a PaymentMethod, as a publishable key sees it. */
export const sepaDebitObject = ({ bankCode, branchCode, country, last4 }: KeptAccount) => ({
  bank_code: bankCode,
  branch_code: branchCode,
  country,
  fingerprint: null,
  generated_from: null,
  last4,
});

/** A US bank account, as far as it is shown. */
export interface ShownUsAccount {
  holderType: 'company' | 'individual';
  accountType: 'checking' | 'savings';
  last4: string;
  /** Id of the connection to the holder's bank that the account was chosen by, if it was. */
  connection: string | null;
}

/** Name of the only bank of test mode. */
export const BANK_NAME = 'TEST BANK';

/** Returns `us_bank_account` of a PaymentMethod, as a publishable key sees it. */
export const usAccountObject = ({ holderType, accountType, last4, connection }: ShownUsAccount) => ({
  account_holder_type: holderType,
  account_type: accountType,
  bank_name: BANK_NAME,
  financial_connections_account: connection,
  fingerprint: null,
  last4,
  networks: { preferred: 'ach', supported: ['ach' as const] },
  routing_number: usAccounts.bankCode,
  status_details: {},
});

/** Returns the properties of a `financial_connections.account` that say which account was chosen. */
export const connectionObject = ({ accountType, last4 }: Pick<ShownUsAccount, 'accountType' | 'last4'>) => ({
  category: 'cash',
  display_name: accountType === 'savings' ? 'Test savings' : 'Test checking',
  institution_name: BANK_NAME,
  last4,
  status: 'active',
  subcategory: accountType,
  supported_payment_method_types: ['us_bank_account'],
});

/** Returns `bacs_debit` of a PaymentMethod, as a publishable key sees it. */
export const bacsAccountObject = (last4: string) => ({
  fingerprint: null,
  last4,
  sort_code: bacsAccounts.bankCode,
});

/** Returns `au_becs_debit` of a PaymentMethod, as a publishable key sees it. */
export const becsAccountObject = (last4: string) => ({
  bsb_number: becsAccounts.bankCode,
  fingerprint: null,
  last4,
});

/**
 * Returns `nz_bank_account` of a PaymentMethod, as every key sees it.
 *
 * @param name The `name` of the test account.
 */
export function nzAccountObject(name: string, account_holder_name: string | null) {
  const number = nzAccounts.all.find((account) => account.name === name)?.number ?? '';
  return {
    account_holder_name,
    bank_code: nzAccounts.bankCode.slice(0, 2),
    bank_name: BANK_NAME,
    branch_code: nzAccounts.bankCode.slice(2),
    last4: number.slice(0, -SUFFIX_DIGITS).slice(-4),
    suffix: number.slice(-SUFFIX_DIGITS),
  };
}

/** Holder of an account, and its currency. */
export interface AccountHolder {
  holderName: string | null;
  holderType: string | null;
  currency: string;
}

/** Returns `bank_account` of a token, as a publishable key sees it. */
export const tokenAccountObject = (
  id: string,
  { bankCode, branchCode, country, last4 }: KeptAccount,
  { holderName, holderType, currency }: AccountHolder,
) => ({
  id,
  object: 'bank_account' as const,
  account_holder_name: holderName,
  account_holder_type: holderType,
  account_type: null,
  bank_name: null,
  country,
  currency,
  fingerprint: null,
  last4,
  routing_number: bankCode + branchCode,
  status: 'new',
});
