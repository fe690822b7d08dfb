import type { Work } from '../scope.js';
import type { ApiKey } from './caller.js';

/** Finds keys, and creates those of new accounts. */
export interface Keyring {
  /** Returns the key, which may have expired; `undefined` for a key that was never created. */
  find(key: string, now: Date): Promise<ApiKey | undefined>;
  /** Creates a key of test mode, in the transaction of a request. */
  create(work: Work, wanted: Pick<ApiKey, 'accountId' | 'kind'>): Promise<string>;
}
