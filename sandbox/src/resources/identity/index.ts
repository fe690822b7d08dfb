export {
  findLink,
  IDENTITY_PATH,
  isGoodFor,
  type VerificationVisit,
  verificationLinks,
} from './links.js';
export { checksOf, isEarlyEnd, type Outcome, outcomesOf } from './outcomes.js';
export { personOf } from './person.js';
export { ID_NUMBER_TYPES } from './report.js';
export { type SessionRow, sessions } from './sessions.js';
export { DOCUMENT_TYPES, type DocumentType, type Submission } from './submission.js';
export { submit } from './submit.js';
