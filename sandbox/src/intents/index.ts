export { appAnswer, payElsewhere } from './app-answer.js';
export { ask, type Question, type Waits } from './authentication.js';
export {
  agreementFor,
  mandateFor,
  methodFor,
  readConfirmation,
  refuseConfirmOnly,
  refuseFromBrowser,
} from './confirmation.js';
export { customerGone, isKept, keepForLater } from './future-usage.js';
export { generate, generatesOther, withAgreement } from './generated.js';
export {
  checkClientSecret,
  defineIntentKind,
  followed,
  followPayments,
  type IntentKind,
  invoiceOf,
  OPEN,
  type PaymentFollower,
  refuseForCheckout,
} from './kind.js';
export {
  checkMethod,
  checkTypes,
  configurationDetails,
  configurationFor,
  configurationIn,
  methodOptions,
  offeredTypes,
  optionsForAttempt,
  refuseTwoLists,
  typesIn,
} from './method-types.js';
export {
  type AttemptParams,
  attemptParams,
  automaticMethods,
  captureMethod,
  looseOptionsParams,
  methodTypes,
  type PaymentParams,
  paymentParams,
  secretParams,
  setUpOptionsParams,
} from './params.js';
export { cancelParams, lockToCancel, ownerCheck, sharedRoutes } from './routes.js';
export { beginUpdate, reopened } from './update.js';
export { awaitDeposits, depositsEnd } from './verification.js';
export { oneTypeByDefault } from './versions.js';
export { waiting } from './waiting.js';
