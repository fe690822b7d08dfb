export { followPayment } from './follow.js';
