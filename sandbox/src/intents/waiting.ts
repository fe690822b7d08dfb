import type { Waiting } from '../issuer/index.js';
import { settleAsked, type Waits } from './authentication.js';
import type { Intent } from './kind.js';
import { settleDeposits } from './verification.js';

/** Creates the handler of an intent that waits for its holder: for an answer to the issuer, or to microdeposits. */
export const waiting = <One extends Intent>(waits: Waits<One>): Waiting => ({
  describe: waits.describe,
  settle: (work, authentication, outcome) => settleAsked(work, waits, authentication, outcome),
  verify: (work, deposits, answer) => settleDeposits(work, waits, deposits, answer),
});
