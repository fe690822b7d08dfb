export { refund } from './refund.js';
