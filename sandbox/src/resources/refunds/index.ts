export { insertRefund, refunds } from './refunds.js';
