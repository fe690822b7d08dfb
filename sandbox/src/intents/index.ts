export { refuseFromBrowser } from './from-browser.js';
export { customerGone, isKept, keepForLater } from './future-usage.js';
export { broughtBy, methodIn } from './method-in-params.js';
export { methodOptions, optionsForAttempt } from './method-options.js';
export {
  checkMethod,
  checkOwner,
  checkTypes,
  ofThose,
  refuseTwoLists,
  type TypeLists,
  typesLeft,
} from './method-types.js';
export {
  attemptParams,
  captureMethod,
  methodTypes,
  type PaymentParams,
  paymentParams,
  setUpOptionsParams,
} from './params.js';
