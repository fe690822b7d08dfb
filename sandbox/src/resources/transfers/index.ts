export { destinationOf } from './destination.js';
export { reverse, transferLeft } from './reversal.js';
export { type Transferred, transfer, transfers } from './transfer.js';
