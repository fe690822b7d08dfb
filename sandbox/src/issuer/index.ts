export {
  type AuthenticationRow,
  awaitedBy,
  depositsIn,
  endAuthentication,
  findDeposits,
  findPending,
  forgetAuthentications,
  hasPassed,
  noteQuestion,
  placeOf,
  sendDeposits,
  startAuthentication,
  VERIFIED_WITHIN_SECONDS,
  type VerificationAnswer,
  voucherIn,
  type Waiting,
  waitsFor,
} from './authentications.js';
export type { HolderAnswer } from './question.js';
export { settleAuthentication } from './settle.js';
export { createVerificationPage } from './verification-page.js';
export { createIssuer } from './visit.js';
