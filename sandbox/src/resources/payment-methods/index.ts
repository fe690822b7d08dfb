export type { PaymentMethodSource } from './create.js';
export {
  addPaymentMethod,
  allowRedisplay,
  askedOf,
  futureUsage,
  paymentMethodParams,
  sourceOf,
} from './create.js';
export { savedWithLast4 } from './find.js';
export { listPaymentMethods, paymentMethodListParams, shownPaymentMethods } from './list.js';
export { type PaymentMethodRow, paymentMethodObject, publicMethod, savedMethodObject } from './object.js';
export { platformOf } from './share.js';
export {
  addSource,
  findSource,
  isSource,
  listSources,
  lockSource,
  SOURCES,
  sourceChangeParams,
  sourceObject,
} from './sources.js';
export {
  attachPaymentMethod,
  changePaymentMethod,
  detachAll,
  detachPaymentMethod,
  findOrMakePaymentMethod,
  findPaymentMethod,
  lockPaymentMethod,
  notePayment,
  refuseConsumed,
  savePaymentMethod,
} from './store.js';
export { paymentMethods } from './table.js';
export { holderChange, updatePaymentMethod } from './update.js';
