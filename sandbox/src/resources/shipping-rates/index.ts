export { shippingAmount } from './rates.js';
