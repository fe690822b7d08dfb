export { waitingPayment } from './authentication.js';
export { payment, paymentIntents } from './kind.js';
export { occasionOf } from './method-types.js';
