/** All that is ever kept of a bank account: what a receipt shows, a keyed fingerprint, and how a test account behaves. */
export interface StoredAccount {
  /** ISO 3166-1 alpha-2. */
  country: string;
  bankCode: string;
  /** Empty where a country's account numbers name no branch. */
  branchCode: string;
  /** Last four characters of the IBAN. */
  last4: string;
  /** The same account has the same fingerprint within one account of the platform's, and another one in every other. */
  fingerprint: string;
  /** The `name` of the test account that it is: what later decides how a debit goes. */
  testIban: string;
}

/** The account of a token, with whose it is. */
export interface TokenAccount extends StoredAccount {
  id: string;
  holderName: string | null;
  holderType: string | null;
  currency: string;
}
