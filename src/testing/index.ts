export { type AuthenticationOutcome, createPayframeDouble, type DoubleOptions } from './create-double.js';
export { type CyLike, payframeCommands } from './cypress.js';
export type { CardEntry, ShownCard } from './fields.js';
export {
  clearCard,
  completeAuthentication,
  failAuthentication,
  fillCard,
  fillIban,
  type Place,
  readCard,
} from './helpers.js';
export type { LocatorLike, PlaywrightScope } from './playwright.js';
