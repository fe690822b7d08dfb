export { createPayframeDouble, type DoubleOptions } from './create-double.js';
export { type CyLike, payframeCommands } from './cypress.js';
export type { AuthenticationOutcome } from './double/bank.js';
export type { DoubleCheckoutSession } from './double/checkout-sessions.js';
export type { IdentityOutcome } from './double/identity.js';
export type {
  AddressEntry,
  AuBankAccountEntry,
  CardEntry,
  CheckoutAddress,
  CheckoutEntry,
  MethodEntry,
  ShownCard,
  WalletEntry,
} from './fields.js';
export {
  authoriseAtBank,
  cancelWallet,
  clearCard,
  completeAuthentication,
  failAtBank,
  failAuthentication,
  fillAddress,
  fillAuBankAccount,
  fillCard,
  fillEmail,
  fillIban,
  type Place,
  payByMethod,
  payByWallet,
  payCheckout,
  readCard,
} from './helpers.js';
export type { LocatorLike, PlaywrightScope } from './playwright.js';
