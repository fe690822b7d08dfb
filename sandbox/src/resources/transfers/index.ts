export { destinationOf } from './destination.js';
export { reverse, transferLeft } from './reversal.js';
export { type Transferred, transfer, transferOfPayment, transfers } from './transfer.js';
