/** The data that is stored of every account with a national number, which itself is not. */
export interface StoredAccount {
  /** Last four digits of the number. */
  last4: string;
  /**
   * Keyed hash: the same bank account has the same fingerprint within one account of the platform, and a
   * different one in every other.
   */
  fingerprint: string;
  /** The `name` of the test account, which decides how a debit goes. */
  testAccount: string;
}
