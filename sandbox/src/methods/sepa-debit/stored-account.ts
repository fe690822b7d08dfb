import type { AccountHolder, KeptAccount } from '../../../../src/contract/kept-account.js';

/** All data that is stored of a bank account. */
export interface StoredAccount extends KeptAccount {
  /**
   * Keyed hash: the same bank account has the same fingerprint within one account of the platform, and a
   * different one in every other.
   */
  fingerprint: string;
}

/** The account of a token, with its holder. */
export interface TokenAccount extends StoredAccount, AccountHolder {
  id: string;
}
