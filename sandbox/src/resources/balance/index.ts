export { feeOf, payableOn, record } from './ledger.js';
