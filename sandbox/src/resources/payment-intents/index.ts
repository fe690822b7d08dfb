export { waitingPayment } from './authentication.js';
export { payment, paymentIntents } from './kind.js';
