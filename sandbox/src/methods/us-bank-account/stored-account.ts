import type { WrongAnswers } from '../../../../src/contract/microdeposits.js';
import type { StoredAccount } from '../debits/stored-account.js';

/** All data that is stored of a US bank account. */
export interface UsAccount extends StoredAccount {
  holderType: 'company' | 'individual';
  accountType: 'checking' | 'savings';
  /** Id of the connection to the holder's bank that the account was chosen by, if it was. */
  connection: string | null;
  /** Whether the holder has shown that it is theirs: to their bank, or by a microdeposit. */
  verified: boolean;
  /** Number of wrong answers to microdeposits, by their kind. */
  wrong: WrongAnswers;
  /** Id of the mandate of a payment that waited for microdeposits. Only in the details of its attempt. */
  mandate?: string;
}

/** An account that was chosen at its bank. */
export type ConnectedAccount = Omit<UsAccount, 'connection' | 'mandate' | 'verified' | 'wrong'>;
