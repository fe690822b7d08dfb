export { type ChargeRow, charges, insertCharge } from './charges.js';
export { type Charged, earn } from './earn.js';
