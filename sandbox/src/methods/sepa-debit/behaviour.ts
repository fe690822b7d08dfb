import type { DebitBehaviour } from '../../../../src/contract/test-accounts.js';
import { findNamedIban } from '../../../../src/contract/test-ibans.js';
import type { StoredAccount } from './stored-account.js';

/** Returns the behaviour of an account when it is debited. */
export const behaviourOf = ({ testIban }: StoredAccount): DebitBehaviour =>
  findNamedIban(`pm_${testIban}`)?.behaviour ?? {};
