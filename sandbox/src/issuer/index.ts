export {
  type AuthenticationRow,
  depositsIn,
  endAuthentication,
  findDeposits,
  forgetAuthentications,
  hasPassed,
  sendDeposits,
  startAuthentication,
  VERIFIED_WITHIN_SECONDS,
  type VerificationAnswer,
  type Waiting,
  waitsFor,
} from './authentications.js';
export { createVerificationPage } from './verification-page.js';
export { createIssuer } from './visit.js';
