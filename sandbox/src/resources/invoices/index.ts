export { collect, offer } from './collect.js';
export { finalize } from './finalize.js';
export { followPayment } from './follow.js';
export { createItem } from './items.js';
export { sendInvoice, voidInvoice } from './lifecycle.js';
export { checkMethods, payingMethod } from './methods.js';
export { holdInvoice } from './store.js';
export { followInvoices, type Outcome, type Subscriber } from './subscriber.js';
export {
  type Bill,
  createSubscriptionInvoice,
  type NewLine,
  stopCollecting,
} from './subscription-invoice.js';
