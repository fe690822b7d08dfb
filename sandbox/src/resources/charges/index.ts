export { checkAmount, minimumIn } from './amount.js';
export {
  type Charged,
  type ChargeMoney,
  type ChargeRow,
  type ChargeTerms,
  charges,
  groupOf,
  hasPaid,
  insertCharge,
  insertReceived,
} from './charges.js';
export { paidBy } from './find.js';
export { debitRequest, declinedRequest, paymentRequest } from './payment-request.js';
export { paymentSearch } from './table.js';
