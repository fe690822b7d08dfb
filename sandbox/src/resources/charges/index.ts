export { checkAmount } from './amount.js';
export { type Charged, type ChargeRow, type ChargeTerms, charges, earn, insertCharge } from './charges.js';
export { debitRequest, declinedRequest, paymentRequest } from './payment-request.js';
