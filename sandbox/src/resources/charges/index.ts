export { type Charged, type ChargeRow, charges, earn, insertCharge } from './charges.js';
