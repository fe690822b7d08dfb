import type { AccountHolder, KeptAccount } from '../../../../src/contract/kept-account.js';

/** All that is stored of a bank account. */
export interface StoredAccount extends KeptAccount {
  /** Keyed: the same account has the same fingerprint within one account of the platform's, and another one in every other. */
  fingerprint: string;
}

/** The account of a token, with whose it is. */
export interface TokenAccount extends StoredAccount, AccountHolder {
  id: string;
}
