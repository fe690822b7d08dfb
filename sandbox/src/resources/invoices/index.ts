export { type Collection, collect, offer } from './collect.js';
export { lastChargeOf } from './credited.js';
export { finalize } from './finalize.js';
export { followPayment } from './follow.js';
export { issuedTo } from './issued.js';
export { taxRatesParam } from './item-terms.js';
export { createItem, currencyOf, waitingItems } from './items.js';
export { markUncollectible, sendInvoice, voidInvoice } from './lifecycle.js';
export { checkMethods, payingMethod } from './methods.js';
export { allLinesOf, waitingInvoice } from './preview.js';
export { pricedParams } from './priced.js';
export { createProrationItem, dropProrations } from './proration-items.js';
export { holdInvoice } from './store.js';
export { followInvoices, type Outcome, type Subscriber } from './subscriber.js';
export {
  type Bill,
  createSubscriptionInvoice,
  type NewLine,
  stopCollecting,
} from './subscription-invoice.js';
