export type { PaymentMethodSource } from './create.js';
export {
  addPaymentMethod,
  askedOf,
  futureUsage,
  makePaymentMethod,
  paymentMethodParams,
  sourceOf,
} from './create.js';
export { listPaymentMethods, paymentMethodListParams } from './list.js';
export { type PaymentMethodRow, paymentMethodObject, publicMethod } from './object.js';
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
