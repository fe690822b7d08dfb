export { followCheckoutInvoice, followCheckoutPayment, followCheckoutSetup } from './follow.js';
