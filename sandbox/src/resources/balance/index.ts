export { balanceOf } from './balance.js';
export { feeOf, payableOn, record } from './ledger.js';
