/**
 * Public types. Names, shapes and errors follow `@stripe/stripe-js`; `test/types` compares these types with
 * those. Amounts are integers in the currency's smallest unit; times are seconds since the Unix epoch.
 */
export type * from '../objects/api-objects.js';
export type * from '../objects/intents.js';
export type * from './address-element.js';
export type * from './appearance.js';
export type * from './au-bank-account-element.js';
export type * from './call-options.js';
export type * from './card-elements.js';
export type * from './checkout.js';
export type * from './confirm.js';
export type * from './contact-elements.js';
export type * from './create-params.js';
export type * from './element.js';
export type * from './element-map.js';
export type * from './elements-group.js';
export type * from './elements-options.js';
export type * from './embedded-checkout.js';
export type * from './express-checkout-element.js';
export type * from './iban-element.js';
export type * from './named-methods.js';
export type * from './own-tokens.js';
export type * from './payframe.js';
export type * from './payment-element.js';
export type * from './payment-request.js';
export type * from './results.js';
export type * from './unavailable-methods.js';
