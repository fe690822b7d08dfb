export {
  type AuthenticationRow,
  endAuthentication,
  forgetAuthentications,
  hasPassed,
  startAuthentication,
  type Waiting,
  waitsFor,
} from './authentications.js';
export { createIssuer } from './visit.js';
