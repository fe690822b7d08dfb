export { insertRefund } from './refunds.js';
