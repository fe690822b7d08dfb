export { type Charged, type ChargeRow, charges, earn, insertCharge } from './charges.js';
export { debitRequest, declinedRequest, paymentRequest } from './payment-request.js';
