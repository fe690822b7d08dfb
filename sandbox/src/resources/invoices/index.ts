export { CREDIT_NOTE_PATH, INVOICE_PATH, newAddress } from './addresses.js';
export { createChangeItem, dropProrations } from './change-items.js';
export { type Collection, collect, offer } from './collect.js';
export { type Credit, creditInvoice, uncreditInvoice } from './credit.js';
export { lastChargeOf } from './credited.js';
export { finalize } from './finalize.js';
export { followPayment } from './follow.js';
export { issuedTo } from './issued.js';
export { taxRatesParam } from './item-terms.js';
export { createItem, currencyOf, waitingItems } from './items.js';
export { markUncollectible, sendInvoice, voidInvoice } from './lifecycle.js';
export { checkMethods, payingMethod } from './methods.js';
export { createPaidInvoice } from './paid-invoice.js';
export { customFieldsParam } from './params.js';
export { allLinesOf, waitingInvoice } from './preview.js';
export { pricedParams } from './priced.js';
export { type Held, holdInvoice, invoiceBySecret, invoices, type LineRow, linesOf } from './store.js';
export { followInvoices, type Outcome, type Subscriber } from './subscriber.js';
export {
  type Bill,
  createSubscriptionInvoice,
  drawUp,
  type NewLine,
  stopCollecting,
} from './subscription-invoice.js';
export { amountsPer, type SummedDiscount, sumsOf, totalTaxes } from './sums.js';
export { countUsage, usageText } from './usage.js';
