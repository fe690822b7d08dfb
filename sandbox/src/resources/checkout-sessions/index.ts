export { fixedEmail } from './collect.js';
export { addressAfter } from './create.js';
export type { CustomField } from './custom-fields.js';
export { followCheckoutInvoice, followCheckoutPayment, followCheckoutSetup } from './follow.js';
export { boughtOf, type SessionLine } from './lines.js';
export { CHECKOUT_PATH } from './object.js';
export { paysNow, takesMethod, usageOf } from './offered.js';
export { sessionTotals } from './priced.js';
export { type Session, type SessionRow, sessionOfPage } from './store.js';
