export { waitingPayment } from './authentication.js';
export {
  type CheckoutMethod,
  cancelCheckoutPayment,
  changeCheckoutPayment,
  createCheckoutPayment,
  payCheckout,
  reopenCheckoutPayment,
} from './checkout-payment.js';
export {
  cancelOwnPayment,
  changeOwnPayment,
  createOwnPayment,
  offerMethod,
  tryOwnPayment,
} from './invoice-payment.js';
export { payment, paymentIntents } from './kind.js';
export { occasionOf } from './method-types.js';
